"""Who is who."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import (
    AbstractBaseUser,
    AnonymousUser,
    PermissionsMixin,
)
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from members.listed import InFrenchOrder, Listed
from members.names import check_name
from members.numbers import check_rpps

#: One number, one person.
RPPS_TAKEN = "Une autre personne a déjà ce numéro RPPS."


class Profession(InFrenchOrder):
    """A profession, as people of the field name it.

    `code` is its code in the nomenclature « profession de santé » of the Agence du
    numérique en santé (TRE_G15, as in RPPS and the claims of Pro Santé Connect);
    empty for those who are not in it, such as elected officials.
    """

    name = models.CharField("nom", max_length=100, unique=True)
    code = models.CharField("code de la nomenclature G15", max_length=3, blank=True)

    class Meta(InFrenchOrder.Meta):
        verbose_name = "profession"

    def __str__(self) -> str:
        return self.name


class MemberQuerySet(models.QuerySet["Member"]):
    """Who is known to whom (docs/permissions.md)."""

    def listed(self) -> MemberQuerySet:
        """Those whom the directory knows: their account is open and has a name."""
        return self.filter(is_active=True, anonymised_at__isnull=True)

    def unlisted(self) -> MemberQuerySet:
        """The others."""
        return self.filter(Q(is_active=False) | Q(anonymised_at__isnull=False))

    def listed_to(self, user: Member | AnonymousUser) -> MemberQuerySet:
        """People whom `user` may find in the directory.

        Staff and permanent members know everyone; an occasional member those of his
        spaces, and himself; a stranger nobody.
        """
        if not isinstance(user, Member) or not user.is_active:
            return self.none()
        known = self.listed()
        if not user.knows_some_only:
            return known
        return known.filter(Q(pk__in=self.near(user).values("pk")) | Q(pk=user.pk))

    def near(self, user: Member) -> MemberQuerySet:
        """People who share a space with `user` today, *Public* apart.

        Everybody sees a public space: to be of it brings nobody together.
        """
        # Spaces are made of members: their module cannot be read before this one.
        from members.models.spaces import Membership, Space

        current = Membership.objects.current().exclude(
            space__visibility=Space.Visibility.PUBLIC
        )
        mine = current.filter(member=user).values("space")
        return self.filter(pk__in=current.filter(space__in=mine).values("member"))

    def unused_since(self, moment: datetime) -> MemberQuerySet:
        """Accounts that nobody has used since `moment`, anonymous ones left out."""
        return self.filter(
            models.Q(last_login__lt=moment)
            | models.Q(last_login__isnull=True, date_joined__lt=moment),
            anonymised_at__isnull=True,
        )


class MemberManager(BaseUserManager.from_queryset(MemberQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> Member:
        """The member of this address, whatever its case (RFC 5321 § 2.4)."""
        return self.get(email__iexact=username)

    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> Member:
        member = self.model(email=email, **fields)
        member.set_password(password)
        member.save()
        return member

    def create_superuser(self, email: str, password: str, **fields: Any) -> Member:
        return self.create_user(email, password, is_superuser=True, **fields)


class Member(AbstractBaseUser, PermissionsMixin, Listed):
    """A person with an account; the e-mail address is the name to sign in with."""

    class Role(models.TextChoices):
        PERMANENT = "permanent", "membre permanent"
        OCCASIONAL = "occasional", "membre occasionnel"
        STAFF = "staff", "équipe du Pays"

    class PhoneAudience(models.TextChoices):
        MEMBERS = "members", "tous les membres permanents"
        SPACES = "spaces", "les personnes de mes espaces"
        STAFF = "staff", "l’équipe du Pays seulement"

    class NewsMail(models.TextChoices):
        """How often what is new in the person's spaces is sent to him."""

        DAILY = "daily", "chaque matin, s’il y a du nouveau"
        WEEKLY = "weekly", "le lundi, s’il y a du nouveau"
        NEVER = "never", "jamais"

    email = models.EmailField(
        "adresse mail",
        unique=True,
        error_messages={"unique": "Une personne a déjà cette adresse."},
    )
    first_name = models.CharField("prénom", max_length=100, validators=[check_name])
    last_name = models.CharField("nom", max_length=100, validators=[check_name])
    role = models.CharField(
        "rôle", max_length=20, choices=Role.choices, default=Role.PERMANENT
    )
    professions = models.ManyToManyField(
        Profession, verbose_name="professions", blank=True, related_name="members"
    )
    is_active = models.BooleanField("compte ouvert", default=True)
    date_joined = models.DateTimeField("arrivée", default=timezone.now)

    photo = models.ImageField("photo", upload_to="photos/", blank=True)
    rpps = models.CharField(
        "numéro RPPS",
        max_length=11,
        blank=True,
        validators=[check_rpps],
        help_text="Onze chiffres, pour les professions de santé.",
    )
    #: The number that opens the account no more by Pro Santé Connect: its identity was
    #: taken off. Another number opens it, and so does this one once it is given again.
    shut_rpps = models.CharField(
        "numéro RPPS qui n’ouvre plus", max_length=11, blank=True, editable=False
    )
    phone_audience = models.CharField(
        "qui voit le téléphone",
        max_length=20,
        choices=PhoneAudience.choices,
        default=PhoneAudience.MEMBERS,
    )
    working_days = models.CharField(
        "jours de travail",
        max_length=7,
        blank=True,
        help_text="Chiffres de 1 (lundi) à 7 (dimanche), dans l’ordre.",
    )
    working_hours = models.CharField("quand le joindre", max_length=200, blank=True)
    #: When the person last said that his details are right.
    confirmed_at = models.DateTimeField("fiche confirmée", null=True, blank=True)
    #: When he was last asked by mail (`members.directory.yearly`).
    asked_to_confirm_at = models.DateTimeField(
        "confirmation demandée", null=True, blank=True
    )
    news_mail = models.CharField(
        "nouveautés par mail",
        max_length=10,
        choices=NewsMail.choices,
        default=NewsMail.WEEKLY,
    )
    news_sent_at = models.DateTimeField("nouveautés envoyées", null=True, blank=True)
    #: How many warnings an account that nobody uses has had, and when the last left.
    warnings = models.PositiveSmallIntegerField("avertissements", default=0)
    warned_at = models.DateTimeField("averti le", null=True, blank=True)
    anonymised_at = models.DateTimeField("anonymisé le", null=True, blank=True)

    objects = MemberManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    class Meta:
        verbose_name = "membre"
        ordering = ["folded", "pk"]  # as French does: É beside E
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="members_member_email_any_case"
            ),
            models.UniqueConstraint(
                fields=["rpps"],
                condition=~models.Q(rpps=""),
                name="members_member_rpps_once",
                violation_error_message=RPPS_TAKEN,
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)

    @property
    def opens_by_rpps(self) -> bool:
        """Does Pro Santé Connect open the account by the number of the card?"""
        return bool(self.rpps) and self.rpps != self.shut_rpps

    def get_absolute_url(self) -> str:
        return reverse("members:person", args=[self.pk])

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.email

    def get_short_name(self) -> str:
        return self.first_name or self.email

    @property
    def full_name(self) -> str:
        """For the check that a password does not look like it."""
        return self.get_full_name()

    @property
    def initials(self) -> str:
        return (self.first_name[:1] + self.last_name[:1] or self.email[:2]).upper()

    @property
    def photo_url(self) -> str:
        """Where the photo is given to who may see the person; empty without one."""
        if not self.photo:
            return ""
        return reverse(
            "members:photo", args=[self.pk, PurePosixPath(str(self.photo.name)).name]
        )

    @property
    def knows_some_only(self) -> bool:
        """Occasional members know the people of their spaces, and not the others."""
        return self.role == self.Role.OCCASIONAL and not self.publishes_everywhere

    @property
    def publishes_everywhere(self) -> bool:
        """Staff of the Pays and administrators (design § 1)."""
        return self.is_active and (self.is_superuser or self.role == self.Role.STAFF)

    @property
    def edits_a_space(self) -> bool:
        """Does he animate a space today?"""
        from members.models.spaces import Membership

        current = Membership.objects.current().filter(member=self)
        return bool(current.filter(role=Membership.Role.EDITOR).exists())
