"""Files that arrive in pieces."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse

from library.models.categories import Category
from library.models.documents import Document
from library.names import clean_name
from members.models import Member, Space

#: A file that was cut waits so long for the rest.
KEPT_FOR = timedelta(days=8)


class Upload(models.Model):
    """A file on its way in, by the tus protocol 1.0 (library.sending).

    Its bytes are in a file of `UPLOAD_DIR`, whose length is the offset. What came of
    it, once whole, is kept for a day: its sender may not have heard the answer.
    """

    key = models.UUIDField("clé", primary_key=True, default=uuid4, editable=False)
    by = models.ForeignKey(
        Member, models.CASCADE, verbose_name="envoyé par", related_name="+"
    )
    space = models.ForeignKey(
        Space, models.CASCADE, verbose_name="espace", related_name="+"
    )
    category = models.ForeignKey(
        Category, models.CASCADE, verbose_name="catégorie", related_name="+"
    )
    folder = models.CharField("dossier", max_length=255, blank=True)
    name = models.CharField("nom du fichier", max_length=255)
    size = models.PositiveBigIntegerField("taille en octets")
    #: The day of the file on its sender's machine, in milliseconds since 1970: with
    #: its name and its size, what tells that it is the same.
    modified = models.BigIntegerField("modifié le", default=0)
    started_at = models.DateTimeField("commencé le", auto_now_add=True)
    touched_at = models.DateTimeField("reçu le", auto_now=True)

    finished_at = models.DateTimeField("fini le", null=True)
    document = models.ForeignKey(
        Document, models.SET_NULL, verbose_name="document", null=True, related_name="+"
    )
    already = models.BooleanField("déjà là", default=False)
    error = models.TextField("refus", blank=True)
    status = models.PositiveSmallIntegerField("état", default=0)

    class Meta:
        verbose_name = "envoi"
        indexes = [
            models.Index(fields=["by", "finished_at"], name="library_upload_by"),
            models.Index(fields=["touched_at"], name="library_upload_touched"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("library:upload", args=[self.key])

    @property
    def path(self) -> Path:
        """Where its bytes are; not there before the first, nor once it is finished."""
        return Path(settings.UPLOAD_DIR) / self.key.hex

    @property
    def clean_name(self) -> str:
        """The name as it is shown; `name` is the sender's own, to know it again."""
        return clean_name(self.name)

    @property
    def kept_until(self) -> datetime:
        return self.touched_at + KEPT_FOR

    @property
    def share(self) -> int:
        """Of a hundred bytes, how many are there; 99 at most while one is missing."""
        return min(99, 100 * self.offset // max(1, self.size))

    @property
    def offset(self) -> int:
        """Bytes received, in a row from the first."""
        if self.finished_at is not None:
            return self.size
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0
