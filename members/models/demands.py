"""Who asks to come in, and what is answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from members.communes import of_code
from members.models.in_commune import InCommune
from members.models.people import Member, Profession
from members.names import check_name


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    def waiting(self) -> JoinRequestQuerySet:
        """Those that nobody has answered."""
        return self.filter(state=JoinRequest.State.WAITING)


class JoinRequest(InCommune):
    """A stranger asks to join the group; staff answer.

    Nobody has proved that the address is his: what is said later at the same one
    replaces nothing, and is kept in `later` (`at`, an ISO moment, and the words).
    """

    class State(models.TextChoices):
        WAITING = "waiting", "en attente"
        ACCEPTED = "accepted", "acceptée"
        REFUSED = "refused", "refusée"

    email = models.EmailField("adresse mail")
    first_name = models.CharField("prénom", max_length=100, validators=[check_name])
    last_name = models.CharField("nom", max_length=100, validators=[check_name])
    profession = models.ForeignKey(
        Profession,
        models.SET_NULL,
        verbose_name="profession",
        null=True,
        blank=True,
        related_name="+",
    )
    why = models.TextField("pourquoi", max_length=2000)
    later = models.JSONField(default=list, blank=True, editable=False)
    state = models.CharField(
        "état", max_length=10, choices=State.choices, default=State.WAITING
    )
    answer = models.TextField("réponse", blank=True, max_length=1000)
    made_at = models.DateTimeField("faite le", auto_now_add=True)
    #: When those who answer were told of it by mail.
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_at = models.DateTimeField("répondue le", null=True, blank=True)
    answered_by = models.ForeignKey(
        Member,
        models.SET_NULL,
        verbose_name="répondue par",
        null=True,
        blank=True,
        related_name="+",
    )

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "demande d’adhésion"
        verbose_name_plural = "demandes d’adhésion"
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(state="waiting"),
                name="members_joinrequest_one_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)

    @property
    def commune_shown(self) -> str:
        """With its department and postcode: nobody has read the demand yet."""
        known = of_code(self.commune_code)
        return known.label if known else self.commune_name

    @property
    def is_answered(self) -> bool:
        return self.state != self.State.WAITING

    @property
    def said(self) -> dict[str, str]:
        """Its words, as `later` keeps those that came after."""
        return {
            "name": str(self),
            "profession": self.profession.name if self.profession else "",
            "commune": self.commune_shown,
            "why": self.why,
        }

    @property
    def said_later(self) -> list[dict[str, Any]]:
        """What came later at the same address, the oldest first, with its moment."""
        return [
            said | {"at": datetime.fromisoformat(said["at"])} for said in self.later
        ]
