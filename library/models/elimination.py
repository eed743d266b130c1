"""What the Archives départementales are asked before anything is destroyed.

Public archives are destroyed on the visa of the archives’ administration only (code du
patrimoine, art. L. 212-2 and R. 212-14); the *bordereau d’élimination* is what is sent
to them, and what remains.
"""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils import timezone

from library.models.categories import Category
from library.models.documents import Document
from members.models import Member


class Elimination(models.Model):
    """A *bordereau d’élimination*: prepared, signed by the Archives, carried out."""

    class State(models.TextChoices):
        PREPARED = "prepared", "à envoyer aux Archives"
        SIGNED = "signed", "visé"
        DONE = "done", "éliminé"
        DROPPED = "dropped", "abandonné"

    number = models.CharField("numéro", max_length=20, unique=True)
    state = models.CharField(
        "état", max_length=10, choices=State, default=State.PREPARED
    )
    made_at = models.DateTimeField("établi le", default=timezone.now)
    made_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    visa_on = models.DateField("date du visa", null=True, blank=True)
    visa = models.CharField("référence du visa", max_length=120, blank=True)
    done_at = models.DateTimeField("éliminé le", null=True)
    done_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "bordereau d’élimination"
        verbose_name_plural = "bordereaux d’élimination"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"bordereau {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("library:elimination", args=[self.pk])


class EliminationLine(models.Model):
    """A document in a *bordereau*; what is said of it outlives it."""

    elimination = models.ForeignKey(Elimination, models.CASCADE, related_name="lines")
    document = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="+")
    title = models.CharField("titre", max_length=255)
    space = models.CharField("espace", max_length=120)
    category = models.CharField("catégorie", max_length=80)
    kept_years = models.PositiveSmallIntegerField("durée d’utilité, en années")
    kept_by = models.CharField("texte qui le dit", max_length=200, blank=True)
    first_on = models.DateField("date la plus ancienne")
    last_on = models.DateField("date la plus récente")
    files = models.PositiveIntegerField("fichiers")
    size = models.PositiveBigIntegerField("taille en octets")
    # Left alone when the list was carried out: no longer due, or already gone.
    spared = models.CharField("laissé", max_length=120, blank=True)

    class Meta:
        verbose_name = "ligne de bordereau"
        ordering = ["category", "space", "title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def fate(self) -> str:
        return str(Category.Fate.DESTROY.label)
