"""What happened, and who did it: written once, never changed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from members.models.people import Member
from members.models.spaces import Space
from members.searched import SearchedField


class JournalError(TypeError):
    """An attempt to change what the journal holds."""


class EntrySet(models.QuerySet["JournalEntry"]):
    def update(self, **kwargs: Any) -> int:
        raise JournalError("a journal is not changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise JournalError("a journal is only purged, by members.journal.purge")


class JournalEntry(models.Model):
    """A line of the journal. Written by `members.journal.record` only.

    Names are kept beside the links: a line stays readable when an account is gone.
    """

    class Kind(models.TextChoices):
        SIGN_IN = "sign_in", "connexion"
        SIGN_IN_FAILED = "sign_in_failed", "connexion refusée"
        PROOF_REFUSED = "proof_refused", "preuve refusée"
        SIGN_OUT = "sign_out", "déconnexion"
        CREDENTIAL = "credential", "moyen de connexion changé"
        INVITATION = "invitation", "invitation"
        JOIN_REQUEST = "join_request", "demande d’adhésion"
        CHARTER = "charter", "charte"
        RIGHT = "right", "droit changé"
        SPACE = "space", "espace changé"
        SPACE_REQUEST = "space_request", "demande d’entrer dans un espace"
        ACCOUNT = "account", "compte changé"
        DOOR = "door", "fichier retenu ou laissé passer"
        DOWNLOAD = "download", "téléchargement"
        SHARED_LINK = "shared_link", "lien de partage"
        EXPORT = "export", "export"
        ELIMINATION = "elimination", "élimination"

    at = models.DateTimeField("quand", default=timezone.now, db_index=True)
    kind = models.CharField("quoi", max_length=20, choices=Kind.choices)
    sentence = models.CharField("détail", max_length=500)
    by = models.ForeignKey(
        Member,
        models.SET_NULL,
        verbose_name="qui",
        null=True,
        blank=True,
        related_name="+",
    )
    by_name = models.CharField("nom", max_length=254, blank=True)
    about = models.ForeignKey(
        Member,
        models.SET_NULL,
        verbose_name="à propos de",
        null=True,
        blank=True,
        related_name="+",
    )
    about_name = models.CharField("nom", max_length=254, blank=True)
    space = models.ForeignKey(
        Space,
        models.SET_NULL,
        verbose_name="espace",
        null=True,
        blank=True,
        related_name="+",
    )
    address = models.GenericIPAddressField("adresse IP", null=True, blank=True)
    folded = SearchedField(of=("sentence", "by_name", "about_name"))

    objects = EntrySet.as_manager()

    class Meta:
        verbose_name = "ligne du journal"
        verbose_name_plural = "lignes du journal"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["kind", "-at"], name="members_journal_kind_at")]

    def __str__(self) -> str:
        return self.sentence

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise JournalError("a journal is not changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise JournalError("a journal is only purged, by members.journal.purge")
