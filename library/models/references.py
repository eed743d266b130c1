"""Links to official texts."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from library.models.categories import Category
from library.models.trash import OutOfTrash, TrashedSet, Withdrawable
from members.models import Member


class ReferenceSet(TrashedSet["Reference"]):
    adder: ClassVar[str] = "added_by"

    def for_lists(self) -> ReferenceSet:
        """With what a row of a list shows, in one query, without the long text."""
        return self.select_related("space", "category").defer("text")


class Reference(Withdrawable):
    """An official text: where it is, what it is, whether it is in force."""

    class Kind(models.TextChoices):
        LAW = "law", "loi"
        DECREE = "decree", "décret"
        ORDER = "order", "arrêté"
        ARTICLE = "article", "article de code"
        CIRCULAR = "circular", "circulaire ou instruction"
        GUIDELINE = "guideline", "recommandation"
        PLAN = "plan", "schéma, plan ou étude"
        SITE = "site", "site officiel"

    title = models.CharField("titre", max_length=255)
    kind = models.CharField("nature", max_length=20, choices=Kind.choices)
    number = models.CharField(
        "numéro",
        max_length=60,
        blank=True,
        help_text="Comme on le cite\u202f: «\u202f2009-879\u202f», "
        "«\u202fL. 1434-17\u202f».",
    )
    date = models.DateField("date", null=True, blank=True)
    url = models.URLField("adresse", max_length=500, blank=True)
    in_force = models.BooleanField("en vigueur", default=True)
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        verbose_name="catégorie",
        null=True,
        blank=True,
        related_name="references",
    )
    summary = models.TextField("en deux mots", blank=True)
    text = models.TextField("texte", blank=True)
    identifier = models.CharField(
        "identifiant Légifrance",
        max_length=30,
        unique=True,
        null=True,
        blank=True,
        help_text="Comme LEGIARTI000051370508.",
    )
    added_by = models.ForeignKey(
        Member,
        models.SET_NULL,
        verbose_name="ajouté par",
        null=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField("ajouté le", auto_now_add=True)

    objects = OutOfTrash.from_queryset(ReferenceSet)()
    everything = models.Manager.from_queryset(ReferenceSet)()

    class Meta:
        verbose_name = "texte officiel"
        verbose_name_plural = "textes officiels"
        ordering = ["title", "pk"]
        indexes = [
            models.Index(fields=["title", "id"], name="library_reference_title"),
            models.Index(fields=["space", "title"], name="library_reference_space"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse the identifier of a text that is in the trash: it is still there."""
        super().clean()
        same = Reference.everything.filter(identifier=self.identifier or None)
        if self.identifier and same.exclude(pk=self.pk).exists():
            raise ValidationError(
                {
                    "identifier": "Un texte a déjà cet identifiant, ici ou à la "
                    "corbeille de la bibliothèque\u202f: reprenez-le."
                }
            )

    def get_absolute_url(self) -> str:
        return reverse("library:reference", args=[self.pk])
