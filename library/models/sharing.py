"""Links by which somebody without an account reads one document."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from library.models.documents import Document
from library.models.versions import Version
from members.models import Member, Membership, Space

#: Signs of the nonce that an address begins with (hexadecimal: 96 bits).
NONCE = 24
#: How long what it says of the person outside is kept once it is over.
KEPT = timedelta(days=30)


def new_nonce() -> str:
    return secrets.token_hex(NONCE // 2)


def could_be_given() -> Q:
    """The links that open today: those that their giver could give today.

    The same rule as `library.permissions.may_share`, for many links in one query: so
    a right, a document or a space that changes needs to tell no link of it.
    """
    there = {"space": OuterRef("document__space"), "member": OuterRef("given_by")}
    places = Membership.objects.current().filter(**there)
    adds = places.filter(role__in=[Membership.Role.EDITOR, Membership.Role.CONTRIBUTOR])
    everywhere = Q(given_by__is_superuser=True) | Q(given_by__role=Member.Role.STAFF)
    his_own = Q(
        Exists(adds),
        document__uploaded_by_user=F("given_by"),
        document__space__contribution=Space.Contribution.PUBLISH,
    )
    return Q(
        everywhere | Q(Exists(places.editors())) | his_own,
        revoked_at=None,
        ends_on__gte=timezone.localdate(),
        given_by__is_active=True,
        document__status=Document.Status.PUBLISHED,
        document__at_door=False,
        document__trashed_at=None,
        document__current__door__in=[Version.Door.THROUGH, Version.Door.RELEASED],
        document__space__allows_links=True,
        document__space__state=Space.State.OPEN,
    )


class SharedLinkSet(models.QuerySet["SharedLink"]):
    def visible_to(self, user: Member | AnonymousUser) -> SharedLinkSet:
        """Those that he gave, and those of the spaces he edits; never of a document
        that he does not see.
        """
        if not isinstance(user, Member):
            return self.none()
        his = Q(given_by=user) | Q(document__space__in=Space.objects.edited_by(user))
        return self.filter(his, document__in=Document.objects.visible_to(user))

    def with_state(self) -> Any:
        """With `is_live`: does it open today?"""
        live = ExpressionWrapper(could_be_given(), output_field=BooleanField())
        return self.annotate(opens=live)

    def live(self) -> SharedLinkSet:
        return self.filter(could_be_given())

    def for_lists(self) -> Any:
        """With all that a line shows, in one query; those that open first."""
        return (
            self.with_state()
            .select_related("document__space", "given_by", "revoked_by")
            .order_by("-opens", "-made_at", "-pk")
        )

    def over(self) -> SharedLinkSet:
        """Those whose end is so far that nothing is to be kept of them."""
        now = timezone.now()
        ended = Q(ends_on__lt=timezone.localdate() - KEPT)
        return self.filter(ended | Q(revoked_at__lt=now - KEPT))


class SharedLink(models.Model):
    """A link to the current version of a document, for one person outside.

    Its address is not kept: it is worked out of `nonce` and of the secret of the site
    (library.sharing.addresses). It opens until `ends_on`, that day included.
    """

    wagtail_reference_index_ignore = True  # it names the document, and is no mention

    document = models.ForeignKey(
        Document, models.CASCADE, verbose_name="document", related_name="shared_links"
    )
    given_by = models.ForeignKey(
        Member, models.CASCADE, verbose_name="donné par", related_name="shared_links"
    )
    for_whom = models.CharField("pour qui", max_length=120)
    email = models.EmailField("adresse mail", blank=True)
    nonce = models.CharField(
        max_length=NONCE, unique=True, default=new_nonce, editable=False
    )
    made_at = models.DateTimeField("donné le", auto_now_add=True)
    ends_on = models.DateField("jusqu’au")
    revoked_at = models.DateTimeField("retiré le", null=True)
    revoked_by = models.ForeignKey(
        Member,
        models.SET_NULL,
        verbose_name="retiré par",
        null=True,
        related_name="+",
    )
    downloads = models.PositiveIntegerField("téléchargements", default=0)
    last_download_at = models.DateTimeField("dernier téléchargement", null=True)

    objects = SharedLinkSet.as_manager()

    class Meta:
        verbose_name = "lien de partage"
        verbose_name_plural = "liens de partage"
        indexes = [
            models.Index(fields=["given_by", "-made_at"], name="library_shared_giver")
        ]

    def __str__(self) -> str:
        return f"{self.document}\u202f: {self.for_whom}"

    def get_absolute_url(self) -> str:
        """Its page, for who gave it; not the address that opens the document."""
        return reverse("library:shared_link", args=[self.pk])

    @property
    def is_live(self) -> bool:
        """Does it open today? Known of `with_state` only."""
        return bool(self.opens)  # type: ignore[attr-defined]

    @property
    def is_ended(self) -> bool:
        return self.ends_on < timezone.localdate()

    @property
    def is_over(self) -> bool:
        """Will it never open again, unless its end is changed?"""
        return self.revoked_at is not None or self.is_ended

    @property
    def forgotten_on(self) -> date:
        """The day after which nothing is kept of it."""
        if self.revoked_at is None:
            return self.ends_on + KEPT
        return min(self.ends_on, timezone.localdate(self.revoked_at)) + KEPT

    @property
    def why_stopped(self) -> str:
        """Why it does not open for now, for a link that is not over; in a sentence."""
        document, space = self.document, self.document.space
        if not space.allows_links:
            return f"«\u202f{space.name}\u202f» ne permet pas d’en donner."
        if not space.is_open:
            return f"«\u202f{space.name}\u202f» est {space.get_state_display()}."
        if document.is_archived:
            return "Le document est archivé."
        if document.is_seen_by_few:
            return "Le document n’est plus publié, ou son fichier est retenu."
        return f"{self.given_by.get_full_name()} ne pourrait plus le donner."
