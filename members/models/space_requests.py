"""Those who ask to enter a space."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import models

from members.models.people import Member
from members.models.spaces import Space


class SpaceRequestQuerySet(models.QuerySet["SpaceRequest"]):
    def waiting(self) -> SpaceRequestQuerySet:
        """Those without an answer, of people whose account is open."""
        return self.filter(state=SpaceRequest.State.WAITING, member__is_active=True)

    def answerable_by(self, user: Member | AnonymousUser) -> SpaceRequestQuerySet:
        """Those that wait for `user`, oldest first: of the open spaces he edits."""
        spaces = Space.objects.changed_by(user).values("pk")
        return (
            self.waiting()
            .filter(space__in=spaces)
            .select_related("space", "member")
            .order_by("made_at", "pk")
        )


class SpaceRequest(models.Model):
    """Someone who has an account asks to join a space."""

    class State(models.TextChoices):
        WAITING = "waiting", "en attente"
        ACCEPTED = "accepted", "acceptée"
        REFUSED = "refused", "refusée"
        WITHDRAWN = "withdrawn", "retirée"

    space = models.ForeignKey(
        Space, models.CASCADE, verbose_name="espace", related_name="requests"
    )
    member = models.ForeignKey(
        Member, models.CASCADE, verbose_name="membre", related_name="space_requests"
    )
    word = models.TextField("pourquoi", blank=True, max_length=1000)
    state = models.CharField(
        "état", max_length=10, choices=State.choices, default=State.WAITING
    )
    answer = models.TextField("réponse", blank=True, max_length=1000)
    made_at = models.DateTimeField("faite le", auto_now_add=True)
    answered_at = models.DateTimeField("répondue le", null=True, blank=True)
    answered_by = models.ForeignKey(
        Member,
        models.SET_NULL,
        verbose_name="répondue par",
        null=True,
        blank=True,
        related_name="+",
    )

    objects = SpaceRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "demande d’entrée dans un espace"
        verbose_name_plural = "demandes d’entrée dans un espace"
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["space", "member"],
                condition=models.Q(state="waiting"),
                name="members_spacerequest_one_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.space}"
