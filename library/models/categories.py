"""Where a document is filed, and for how long what is filed there is of use."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

#: Months after which a document is to be looked at again.
REVIEW_CHOICES = [
    (6, "tous les six mois"),
    (12, "tous les ans"),
    (24, "tous les deux ans"),
    (36, "tous les trois ans"),
    (60, "tous les cinq ans"),
]


class Category(models.Model):
    """Where a document is filed; the group's own six come with the product.

    `kept_years` and `fate` are the two columns of a *tableau de gestion*: the *durée
    d’utilité administrative* and the *sort final* (code du patrimoine, art. R. 212-13).
    """

    class Fate(models.TextChoices):
        DESTROY = "destroy", "élimination"
        KEEP = "keep", "versement aux Archives départementales"
        SORT = "sort", "tri"

    name = models.CharField("nom", max_length=80, unique=True)
    slug = models.SlugField("nom dans l’adresse", max_length=60, unique=True)
    order = models.PositiveSmallIntegerField("rang", default=0)
    review_months = models.PositiveSmallIntegerField(
        "à revoir", null=True, blank=True, choices=REVIEW_CHOICES
    )
    kept_years = models.PositiveSmallIntegerField(
        "durée, en années",
        null=True,
        blank=True,
        validators=[MinValueValidator(1, "Au moins un an\u202f; vide, sans limite.")],
    )
    fate = models.CharField("sort final", max_length=10, choices=Fate, blank=True)
    kept_by = models.CharField("texte qui le dit", max_length=200, blank=True)

    class Meta:
        verbose_name = "catégorie"
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A duration and what comes after go together."""
        super().clean()
        if self.kept_years is not None and not self.fate:
            raise ValidationError({"fate": "Dites ce qui vient après cette durée."})
        if self.fate and self.kept_years is None:
            raise ValidationError({"kept_years": "Dites après combien d’années."})
