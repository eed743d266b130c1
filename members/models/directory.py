"""Where people practise, and whom to call who has no account."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from members.listed import Listed
from members.models.in_commune import InCommune
from members.models.people import Member, Profession
from members.rights import InSpace, SpacedQuerySet


class StructureQuerySet(models.QuerySet["Structure"]):
    def listed_to(self, user: Member | AnonymousUser) -> StructureQuerySet:
        """Every structure, for who has an account: they are institutions."""
        if not isinstance(user, Member) or not user.is_active:
            return self.none()
        return self.all()


class Structure(InCommune, Listed):
    """A place where people work: a health centre, a hospital, a town hall."""

    class Kind(models.TextChoices):
        ARS = "ars", "agence régionale de santé (ARS)"
        ASSOCIATION = "association", "association"
        PRACTICE = "cabinet", "cabinet"
        CLIC = "clic", "CLIC, point d’information"
        EHPAD = "ehpad", "EHPAD"
        HOSPITAL = "hopital", "hôpital, clinique"
        TOWN_HALL = "mairie", "mairie, collectivité"
        MSP = "msp", "maison de santé pluriprofessionnelle (MSP)"
        PHARMACY = "pharmacie", "pharmacie"
        SOCIAL = "social", "service social, PMI, médico-social"
        HOME_CARE = "ssiad", "soins à domicile (SSIAD, HAD, CSI)"
        OTHER = "autre", "autre"

    name = models.CharField("nom", max_length=150)
    kind = models.CharField("genre", max_length=20, choices=Kind.choices)
    finess = models.CharField("numéro FINESS", max_length=9, blank=True)
    street = models.CharField("adresse", max_length=200, blank=True)
    email = models.EmailField("adresse mail", blank=True)
    website = models.URLField("site", blank=True)

    objects = StructureQuerySet.as_manager()

    class Meta:
        verbose_name = "structure"
        ordering = ["folded"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "commune_code"],
                name="members_structure_once_in_commune",
                violation_error_message="Cette structure existe déjà ici.",
            )
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.commune_shown]))

    def get_absolute_url(self) -> str:
        return reverse("members:structure", args=[self.pk])


class FormerStructure(models.Model):
    """The number of a structure that was merged: its address leads to the other."""

    was = models.PositiveBigIntegerField("numéro", primary_key=True)
    now = models.ForeignKey(
        Structure, models.CASCADE, verbose_name="structure", related_name="former"
    )

    class Meta:
        verbose_name = "structure réunie à une autre"
        verbose_name_plural = "structures réunies à une autre"

    def __str__(self) -> str:
        return f"{self.was}, désormais {self.now}"


class Practice(InCommune):
    """A place where a member practises: a structure, or a commune alone.

    A structure's commune is kept here too: lists then filter by one table.
    """

    member = models.ForeignKey(
        Member, models.CASCADE, verbose_name="membre", related_name="practices"
    )
    structure = models.ForeignKey(
        Structure,
        models.SET_NULL,
        verbose_name="structure",
        null=True,
        blank=True,
        related_name="practices",
    )
    position = models.PositiveSmallIntegerField("rang", default=0)

    class Meta:
        verbose_name = "lieu d’exercice"
        verbose_name_plural = "lieux d’exercice"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(structure__isnull=False) | ~Q(commune_name=""),
                name="members_practice_somewhere",
                violation_error_message="Donnez une commune ou une structure.",
            )
        ]
        # The directory counts the people of each: from the index alone.
        indexes = [
            models.Index(
                fields=["commune_code", "member"], name="members_practice_commune"
            ),
            models.Index(
                fields=["structure", "member"], name="members_practice_structure"
            ),
        ]

    def __str__(self) -> str:
        return str(self.structure or self.commune_shown)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.structure is not None and self.structure.commune_code:
            self.commune_code = self.structure.commune_code
            self.commune_name = self.structure.commune_name
        super().save(*args, **kwargs)


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def current(self, day: date) -> AbsenceQuerySet:
        """Absences that `day` falls in."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)

    def not_over(self, day: date) -> AbsenceQuerySet:
        return self.filter(ends_on__gte=day)


class Absence(models.Model):
    """Days on which a member is away, both included, and who replaces him."""

    member = models.ForeignKey(
        Member, models.CASCADE, verbose_name="membre", related_name="absences"
    )
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    replaced_by = models.ForeignKey(
        Member,
        models.SET_NULL,
        verbose_name="remplacé par un membre",
        null=True,
        blank=True,
        related_name="replaces",
    )
    replacement = models.CharField(
        "remplacé par",
        max_length=200,
        blank=True,
        help_text="Nom et téléphone de la personne, si elle n’est pas membre.",
    )

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = "absence"
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="members_absence_ends_after_it_starts",
                violation_error_message="La fin de l’absence précède son début.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}, {self.starts_on:%d/%m/%Y} au {self.ends_on:%d/%m/%Y}"


class Contact(InSpace, InCommune, Listed):
    """Someone worth calling who has no account; seen by who sees its space."""

    first_name = models.CharField("prénom", max_length=100, blank=True)
    last_name = models.CharField("nom", max_length=100)
    function = models.CharField("fonction", max_length=150, blank=True)
    professions = models.ManyToManyField(
        Profession, verbose_name="professions", blank=True, related_name="contacts"
    )
    structure = models.ForeignKey(
        Structure,
        models.SET_NULL,
        verbose_name="structure",
        null=True,
        blank=True,
        related_name="contacts",
    )
    email = models.EmailField("adresse mail", blank=True)
    added_by = models.ForeignKey(
        Member,
        models.SET_NULL,
        verbose_name="ajouté par",
        null=True,
        blank=True,
        related_name="+",
    )
    changed_at = models.DateTimeField("modifié le", auto_now=True)

    objects = SpacedQuerySet.as_manager()

    class Meta:
        verbose_name = "contact"
        ordering = ["last_name", "first_name"]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_absolute_url(self) -> str:
        return reverse("members:contact", args=[self.pk])

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def initials(self) -> str:
        return (self.first_name[:1] + self.last_name[:1]).upper()
