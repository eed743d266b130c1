"""How someone comes in: by invitation, and by accepting the charter."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.models.people import Member, Profession
from members.models.spaces import Membership, Space
from members.names import check_name
from members.searched import SearchedField

#: How long an invitation may be used.
INVITATION_DAYS = 30
#: A worker that has not sent a mail after that is dead.
SENDING_TAKES = timedelta(minutes=5)


def hashed(token: str) -> str:
    """What is kept of a token: who reads the database cannot use it (SHA-256, hex)."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def pending(self) -> InvitationQuerySet:
        """Those that can be used now."""
        return self.unanswered().filter(expires_at__gt=timezone.now())

    def unanswered(self) -> InvitationQuerySet:
        """Neither used nor withdrawn, their time over or not."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def to_send(self) -> InvitationQuerySet:
        """Those whose mail waits, and that no worker has in hand."""
        left = timezone.now() - SENDING_TAKES
        return self.unanswered().filter(
            Q(sending_at__isnull=True) | Q(sending_at__lt=left),
            sent_at__isnull=True,
            problem="",
        )

    def of_token(self, token: str) -> Invitation | None:
        return self.filter(token_hash=hashed(token)).first()


class Invitation(models.Model):
    """A person is invited to make an account, with what is already known of him.

    `details` holds what an import knew of him, by the names of the fields of `Member`
    and of `Practice` (`phone`, `concerns`, `commune_code`, `commune_name`,
    `structure`: a number).
    """

    email = models.EmailField("adresse mail")
    first_name = models.CharField(
        "prénom", max_length=100, blank=True, validators=[check_name]
    )
    last_name = models.CharField(
        "nom", max_length=100, blank=True, validators=[check_name]
    )
    role = models.CharField(
        "rôle",
        max_length=20,
        choices=Member.Role.choices,
        default=Member.Role.PERMANENT,
    )
    rpps = models.CharField("numéro RPPS", max_length=11, blank=True)
    professions = models.ManyToManyField(
        Profession, verbose_name="professions", blank=True, related_name="+"
    )
    details = models.JSONField("ce que l’on sait déjà", default=dict, blank=True)
    word = models.TextField("mot d’accueil", blank=True, max_length=1000)
    invited_by = models.ForeignKey(
        Member,
        models.SET_NULL,
        verbose_name="invité par",
        null=True,
        related_name="invitations_made",
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("faite le", auto_now_add=True)
    #: Empty while the mail waits; `sending_at` is when a worker last took it in hand.
    sent_at = models.DateTimeField("envoyée le", null=True, blank=True)
    sending_at = models.DateTimeField(null=True, blank=True, editable=False)
    problem = models.CharField(
        "pourquoi elle n’est pas partie", max_length=200, blank=True
    )
    expires_at = models.DateTimeField("valable jusqu’au")
    accepted_at = models.DateTimeField("acceptée le", null=True, blank=True)
    accepted_by = models.OneToOneField(
        Member,
        models.SET_NULL,
        verbose_name="compte",
        null=True,
        blank=True,
        related_name="invitation",
    )
    withdrawn_at = models.DateTimeField("retirée le", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Member,
        models.SET_NULL,
        verbose_name="retirée par",
        null=True,
        blank=True,
        related_name="+",
    )
    #: When who holds a link that is over last asked for another.
    asked_again_at = models.DateTimeField("redemandée le", null=True, blank=True)
    folded = SearchedField(of=("last_name", "first_name", "email"))

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="members_invitation_one_open",
            )
        ]

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)

    def renew(self) -> str:
        """Give it a new token and a new end; return the token, which is not kept."""
        token = secrets.token_urlsafe(32)
        self.token_hash = hashed(token)
        self.expires_at = timezone.now() + timedelta(days=INVITATION_DAYS)
        return token

    def write_anew(self) -> None:
        """Have its mail sent, or sent again; the link sent before opens nothing."""
        self.renew()
        self.sent_at = self.sending_at = self.asked_again_at = None
        self.problem = ""

    @property
    def as_what(self) -> str:
        """What he comes in as: « membre permanent »."""
        if self.role == Member.Role.STAFF:
            return "membre de l’équipe du Pays"
        return str(Member.Role(self.role).label)

    @property
    def asks_for_factor(self) -> bool:
        """Will he have a second factor to set up, as staff or as an editor?"""
        runs = self.places.filter(role=Membership.Role.EDITOR)
        return self.role == Member.Role.STAFF or runs.exists()

    @property
    def is_pending(self) -> bool:
        return (
            self.accepted_at is None
            and self.withdrawn_at is None
            and self.expires_at > timezone.now()
        )

    @property
    def is_expired(self) -> bool:
        return (
            self.accepted_at is None
            and self.withdrawn_at is None
            and self.expires_at <= timezone.now()
        )


class InvitedTo(models.Model):
    """A space that an invitation opens, with the role there."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="places")
    space = models.ForeignKey(
        Space, models.CASCADE, verbose_name="espace", related_name="+"
    )
    role = models.CharField(
        "rôle",
        max_length=20,
        choices=Membership.Role.choices,
        default=Membership.Role.CONTRIBUTOR,
    )
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    #: The person came while the space was closed: he enters when it opens again.
    waits = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = "espace d’une invitation"
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "space"], name="members_invitedto_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.invitation} · {self.space}"

    @property
    def is_over(self) -> bool:
        """Is its last day past? It opens nothing any more."""
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def to_do_what(self) -> str:
        """What the invited person is told: « pour lire et contribuer »."""
        return {
            Membership.Role.READER: "pour lire",
            Membership.Role.CONTRIBUTOR: "pour lire et contribuer",
            Membership.Role.EDITOR: "pour animer",
        }[Membership.Role(self.role)]


class PeopleFile(models.Model):
    """A CSV file of people, read and not yet done, or being done by the worker.

    The text is emptied once it is done: what it held of people is where it belongs.
    The report, with the lines in error, goes with the file (`members.cleaning`).
    """

    class State(models.TextChoices):
        READ = "read", "lu"
        RUNNING = "running", "en cours"
        DONE = "done", "fait"
        FAILED = "failed", "abandonné"

    name = models.CharField("nom du fichier", max_length=200)
    text = models.TextField("contenu", blank=True)
    update_existing = models.BooleanField("mettre à jour les membres", default=False)
    #: For every line: `spaces` (numbers), `role`, `level`, `ends_on` (ISO day), `word`.
    choices = models.JSONField(default=dict)
    by = models.ForeignKey(
        Member, models.CASCADE, verbose_name="déposé par", related_name="+"
    )
    made_at = models.DateTimeField("déposé le", auto_now_add=True)
    #: From where it was launched: the journal says so of what the worker does.
    address = models.GenericIPAddressField(null=True, blank=True, editable=False)
    state = models.CharField(
        "état", max_length=10, choices=State.choices, default=State.READ
    )
    report = models.JSONField("compte rendu", default=dict, blank=True)

    class Meta:
        verbose_name = "fichier de personnes"
        verbose_name_plural = "fichiers de personnes"
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name


class Charter(models.Model):
    """A version of the *Charte de fonctionnement*. The newest is in force."""

    version = models.PositiveIntegerField("version", unique=True)
    text = models.TextField("texte")
    changes = models.TextField("ce qui change", blank=True)
    published_at = models.DateTimeField("publiée le", auto_now_add=True)
    published_by = models.ForeignKey(
        Member,
        models.SET_NULL,
        verbose_name="publiée par",
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = "charte"
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"version {self.version}"


class Signature(models.Model):
    """A member has accepted a version of the charter."""

    charter = models.ForeignKey(
        Charter, models.PROTECT, verbose_name="charte", related_name="signatures"
    )
    member = models.ForeignKey(
        Member, models.CASCADE, verbose_name="membre", related_name="signatures"
    )
    signed_at = models.DateTimeField("signée le", auto_now_add=True)

    class Meta:
        verbose_name = "signature"
        constraints = [
            models.UniqueConstraint(
                fields=["charter", "member"], name="members_signature_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.charter}"
