"""A document over the years: looked at again, then archived."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils import timezone

from library.models.categories import REVIEW_CHOICES
from members.models import Member
from members.months import in_months


class Kept(models.Model):
    """When it was verified, when it is to be looked at again, when it was archived."""

    verified_on = models.DateField("vérifié le", null=True, editable=False)
    review_on = models.DateField(
        "à revoir avant le", null=True, editable=False, db_index=True
    )
    review_months = models.PositiveSmallIntegerField(
        "à revoir", null=True, blank=True, choices=REVIEW_CHOICES
    )
    archived_at = models.DateTimeField("archivé le", null=True, editable=False)
    archived_by = models.ForeignKey(
        Member,
        models.SET_NULL,
        verbose_name="archivé par",
        null=True,
        editable=False,
        related_name="+",
    )
    archive_word = models.CharField(
        "pourquoi", max_length=300, blank=True, editable=False
    )
    superseded_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name="remplacé par",
        null=True,
        editable=False,
        related_name="supersedes",
    )

    class Meta:
        abstract = True

    def plan_review(self, months: int | None) -> None:
        """To be looked at again in so many months from the last time; None: never."""
        self.review_months = months
        since = self.verified_on or timezone.localdate()
        self.review_on = in_months(since, months) if months else None

    @property
    def is_review_due(self) -> bool:
        return self.review_on is not None and self.review_on < timezone.localdate()

    @property
    def review_comes(self) -> date | None:
        """The day before which it is to be looked at again, once it is near."""
        near = self.review_on is not None and self.review_on <= in_months(
            timezone.localdate(), 1
        )
        return self.review_on if near else None
