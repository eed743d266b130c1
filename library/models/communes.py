"""The communes that a document is about."""

from __future__ import annotations

from django.db import models

from library.models.documents import Document
from members import communes


class DocumentCommune(models.Model):
    """A commune of the official geographic code (INSEE) that a document is about."""

    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name="document", related_name="communes"
    )
    code = models.CharField("code de la commune", max_length=5)
    name = models.CharField("commune", max_length=100)

    class Meta:
        verbose_name = "commune d’un document"
        verbose_name_plural = "communes des documents"
        ordering = ["name", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "code"], name="library_documentcommune_once"
            )
        ]
        indexes = [models.Index(fields=["code"], name="library_commune_code")]

    def __str__(self) -> str:
        return communes.shown(self.code, self.name)
