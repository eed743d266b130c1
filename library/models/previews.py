"""What is drawn of a version: made of its file, and made again when it is lost."""

from __future__ import annotations

from django.db import models

from library.models.versions import Version, storage_name
from library.previews.kinds import MOST_PAGES


class Preview(models.Model):
    """The PDF of an office file or of a scan, and the small image of any file.

    `places`: for each page or part of its text, the first and the last page of the PDF
    where it stands, from 1; empty when they bear the same numbers. `problem`: why
    nothing could be drawn (library.previews.making).
    """

    version = models.OneToOneField(
        Version, models.CASCADE, verbose_name="version", related_name="preview"
    )
    file = models.FileField("PDF", upload_to=storage_name, max_length=200, blank=True)
    size = models.PositiveBigIntegerField("taille en octets", default=0)
    sha256 = models.CharField("empreinte SHA-256", max_length=64, blank=True)
    page_count = models.PositiveIntegerField("pages", default=0)
    places = models.JSONField("où est le texte", default=list, blank=True)
    thumbnail = models.FileField(
        "vignette", upload_to=storage_name, max_length=200, blank=True
    )
    problem = models.CharField("pourquoi", max_length=30, blank=True)
    #: For who looks after files: a lost one is no loss (library.whereabouts).
    is_made_again = True

    made_at = models.DateTimeField("fait le", auto_now=True)

    class Meta:
        verbose_name = "aperçu"
        verbose_name_plural = "aperçus"

    def __str__(self) -> str:
        return f"{self.version}"

    @property
    def download_name(self) -> str:
        return self.version.pdf_name

    @property
    def content_type(self) -> str:
        return "application/pdf"

    @property
    def is_cut(self) -> bool:
        """Has the file more pages than its PDF?"""
        return self.page_count >= MOST_PAGES

    def leaves(self, page: int) -> tuple[int, int]:
        """The first and the last page of the PDF where a page of the text stands."""
        if 0 < page <= len(self.places):
            first, last = self.places[page - 1]
            return first, last
        page = max(1, min(page, self.page_count))
        return page, page
