"""The communes that a document is about."""

from __future__ import annotations

from django.db import models

from library.models.documents import Document
from members.models import InCommune


class DocumentCommune(InCommune):
    """A commune that a document is about."""

    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name="document", related_name="communes"
    )

    class Meta:
        verbose_name = "commune d’un document"
        verbose_name_plural = "communes des documents"
        ordering = ["commune_name", "commune_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "commune_code"],
                name="library_documentcommune_once",
            )
        ]
        indexes = [models.Index(fields=["commune_code"], name="library_commune_code")]

    def __str__(self) -> str:
        return self.commune_shown
