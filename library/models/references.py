"""Links to official texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone

from library.models.categories import Category
from library.models.trash import OutOfTrash, TrashedSet, Withdrawable
from members.models import Member

#: Ministry and direction, year, order, nature (circulaire du 4 septembre 2000).
NOR = re.compile(r"[A-Z]{3}[A-Z0-9]\d{7}[A-Z]")


def is_nor(given: str) -> None:
    if not NOR.fullmatch(given):
        raise ValidationError(
            "Un numéro NOR a douze signes : quatre lettres, sept chiffres, une "
            "lettre, comme SASX0822640L."
        )


class ReferenceSet(TrashedSet["Reference"]):
    adder: ClassVar[str] = "added_by"

    def for_lists(self) -> ReferenceSet:
        """With what a row of a list shows, in one query, without the long text."""
        return self.select_related("space", "category", "replaced_by").defer(
            "text", "replaced_by__text"
        )


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

    #: What is told of a change, for those who cite the text.
    ENDED: ClassVar[str] = "il n’est plus en vigueur"
    REPLACED: ClassVar[str] = "un autre texte le remplace"
    REWORDED: ClassVar[str] = "sa rédaction a changé"
    #: The fields whose change is one of the law.
    LEGAL: ClassVar[tuple[str, ...]] = ("in_force", "replaced_by_id", "text")

    title = models.CharField("titre", max_length=255)
    kind = models.CharField("nature", max_length=20, choices=Kind.choices)
    number = models.CharField(
        "numéro",
        max_length=60,
        blank=True,
        help_text="Comme on le cite\u202f: «\u202f2009-879\u202f», "
        "«\u202fL. 1434-17\u202f».",
    )
    nor = models.CharField(
        "numéro NOR",
        max_length=12,
        blank=True,
        validators=[is_nor],
        help_text="Douze signes, au bas du titre au Journal officiel : "
        "« SASX0822640L ».",
    )
    eli = models.URLField(
        "identifiant ELI",
        max_length=300,
        blank=True,
        help_text="L’adresse durable de Légifrance, avec /eli/.",
    )
    date = models.DateField("date", null=True, blank=True)
    url = models.URLField("adresse", max_length=500, blank=True)
    in_force = models.BooleanField("en vigueur", default=True)
    ended_on = models.DateField(
        "abrogé le",
        null=True,
        blank=True,
        help_text="Une date à venir est dite aussi ; ce jour-là, il n’est plus en "
        "vigueur.",
    )
    replaced_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        verbose_name="remplacé par",
        null=True,
        blank=True,
        related_name="replaces",
    )
    # What the law changed in it, for those who cite it: library.official.changes.
    changed_at = models.DateTimeField("changé le", null=True, editable=False)
    change = models.CharField(
        "ce qui change", max_length=60, blank=True, editable=False
    )
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
        if self.replaced_by_id is not None and self.replaced_by_id == self.pk:
            raise ValidationError(
                {"replaced_by": "Un texte ne se remplace pas lui-même."}
            )
        if self.replaced_by is not None and self.pk in self.replaced_by.after():
            raise ValidationError(
                {"replaced_by": "Ce texte-là est lui-même remplacé par celui-ci."}
            )
        if self.ended_on and self.date and self.ended_on < self.date:
            raise ValidationError(
                {"ended_on": "Il ne peut pas finir avant sa propre date."}
            )
        if self.eli and "/eli/" not in self.eli:
            raise ValidationError({"eli": "Cette adresse ne contient pas /eli/."})
        same = Reference.everything.filter(identifier=self.identifier or None)
        if self.identifier and same.exclude(pk=self.pk).exists():
            raise ValidationError(
                {
                    "identifier": "Un texte a déjà cet identifiant, ici ou à la "
                    "corbeille de la bibliothèque\u202f: reprenez-le."
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; what the law changed in a text is told to those who cite it."""
        if self.ended_on is not None and self.ended_on <= timezone.localdate():
            self.in_force = False
        if self.replaced_by_id is not None:
            self.in_force = False
        if not self._state.adding and kwargs.get("update_fields") is None:
            was = Reference.everything.filter(pk=self.pk).values(*self.LEGAL).first()
            if was is not None:
                self.note_change(was)
        super().save(*args, **kwargs)

    def note_change(self, was: Mapping[str, Any]) -> None:
        """Keep when the law last changed it and how, from what it was before."""
        change = ""
        if self.replaced_by_id and self.replaced_by_id != was["replaced_by_id"]:
            change = self.REPLACED
        elif was["in_force"] and not self.in_force:
            change = self.ENDED
        elif self.in_force and was["text"] and self.text != was["text"]:
            change = self.REWORDED
        elif self.in_force and not was["in_force"]:  # it was a mistake
            self.changed_at, self.change = None, ""
        if change:
            self.changed_at, self.change = timezone.now(), change

    def after(self) -> set[int]:
        """The keys of what replaces it, and of what replaces that one…"""
        found: set[int] = set()
        key = self.replaced_by_id
        while key is not None and key not in found:
            found.add(key)
            rows = Reference.everything.filter(pk=key)
            key = rows.values_list("replaced_by", flat=True).first()
        return found

    def get_absolute_url(self) -> str:
        return reverse("library:reference", args=[self.pk])
