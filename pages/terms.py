"""An acronym of the field, and what it stands for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from pages import glossary


class Term(models.Model):
    """A short form, its long form, and a sentence that explains it.

    `folded` is the short form without case, accents or points: two terms never share
    one. It follows at each save.
    """

    short = models.CharField(
        "sigle ou forme courte",
        max_length=40,
        help_text="Comme il s’écrit dans les textes\u202f: «\u202fARS\u202f», "
        "«\u202floi HPST\u202f». Les majuscules comptent.",
    )
    long = models.CharField(
        "forme longue",
        max_length=200,
        help_text="Ce que le sigle abrège, en toutes lettres\u202f: «\u202fagence "
        "régionale de santé\u202f». La recherche trouve l’un par l’autre.",
    )
    explanation = models.TextField(
        "explication",
        max_length=600,
        blank=True,
        help_text="Une phrase simple, pour qui ne connaît pas\u202f: à quoi cela "
        "sert, qui s’en occupe. Elle s’ouvre là où le sigle est souligné.",
    )
    folded = models.CharField(max_length=80, unique=True, editable=False)

    class Meta:
        verbose_name = "terme du glossaire"
        verbose_name_plural = "termes du glossaire"
        ordering = ["folded"]

    def __str__(self) -> str:
        return f"{self.short}\u202f: {self.long}"

    def save(
        self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any
    ) -> None:
        self.folded = glossary.folded_form(self.short)
        if update_fields is not None and "short" in update_fields:
            update_fields = {*update_fields, "folded"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_absolute_url(self) -> str:
        return f"{reverse('pages:glossary')}#{glossary.anchor(self.folded)}"

    def clean(self) -> None:
        self.short = " ".join(self.short.split())
        self.long = " ".join(self.long.split())
        wrong = glossary.why_refused(self.short) or self.why_twice()
        if wrong:
            raise ValidationError({"short": wrong})
        if not self.long:
            raise ValidationError({"long": "Écrivez ce que le sigle abrège."})
        if glossary.folded_form(self.long) == glossary.folded_form(self.short):
            raise ValidationError(
                {"long": "Écrivez en toutes lettres, non le sigle une seconde fois."}
            )

    def why_twice(self) -> str:
        """A sentence when another term has the same short form; else nothing."""
        others = Term.objects.filter(folded=glossary.folded_form(self.short))
        other = others.exclude(pk=self.pk).first()
        if other is None:
            return ""
        return (
            f"Le glossaire a déjà «\u202f{other.short}\u202f», {other.long}. Modifiez "
            "ce terme\u202f: s’il a deux sens, son explication peut dire les deux."
        )
