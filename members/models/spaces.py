"""Who belongs where."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from members.listed import InFrenchOrder
from members.models.people import Member


class SpaceQuerySet(models.QuerySet["Space"]):
    """The one rule for rights starts here: which spaces does a person see?"""

    def visible_to(self, user: Member | AnonymousUser) -> SpaceQuerySet:
        """Spaces whose things `user` may see."""
        everyone = Q(visibility=Space.Visibility.PUBLIC)
        if not isinstance(user, Member) or not user.is_active:
            return self.filter(everyone)
        if user.publishes_everywhere:
            return self.all()
        mine = Q(
            pk__in=Membership.objects.current().filter(member=user).values("space")
        )
        if user.role == Member.Role.OCCASIONAL:
            return self.filter(everyone | mine)
        return self.filter(everyone | mine | Q(visibility=Space.Visibility.MEMBERS))

    def announced_to(self, user: Member | AnonymousUser) -> SpaceQuerySet:
        """Spaces whose name and purpose `user` knows: he sees them, or may enter them.

        A permanent member is told of the closed ones that he may join or ask for; one
        that is entered by invitation only stays unknown. Who has asked for one goes on
        knowing it once it is frozen. An occasional member is told of nothing that he
        does not see.
        """
        seen = self.visible_to(user)
        if not isinstance(user, Member) or user.role == Member.Role.OCCASIONAL:
            return seen
        if not user.is_active:
            return seen
        offered = Q(
            joining__in=[Space.Joining.OPEN, Space.Joining.REQUEST],
            state=Space.State.OPEN,
        )
        asked = Space.objects.filter(
            requests__member=user, requests__state__in=["waiting", "refused"]
        )
        known = Q(pk__in=seen.values("pk")) | Q(pk__in=asked.values("pk"))
        return self.filter(known | offered)

    def open(self) -> SpaceQuerySet:
        """Those in which things may change: neither frozen nor archived."""
        return self.filter(state=Space.State.OPEN)

    def changed_by(self, user: Member | AnonymousUser) -> SpaceQuerySet:
        """Spaces whose things `user` may change and publish now."""
        return self.edited_by(user).open()

    def edited_by(self, user: Member | AnonymousUser) -> SpaceQuerySet:
        """Spaces that `user` edits, the frozen and archived ones too.

        It says who sees the drafts and looks after the people; `changed_by` says
        whether anything may be changed.
        """
        if not isinstance(user, Member) or not user.is_active:
            return self.none()
        if user.publishes_everywhere:
            return self.all()
        return self.filter(
            pk__in=Membership.objects.current()
            .filter(member=user, role=Membership.Role.EDITOR)
            .values("space")
        )

    def contributed_by(self, user: Member | AnonymousUser) -> SpaceQuerySet:
        """Spaces to which `user` may add things now."""
        if not isinstance(user, Member) or not user.is_active:
            return self.none()
        if user.publishes_everywhere:
            return self.open()
        current = Membership.objects.current().filter(member=user)
        editor = current.filter(role=Membership.Role.EDITOR)
        contributor = current.filter(role=Membership.Role.CONTRIBUTOR)
        return self.open().filter(
            Q(pk__in=editor.values("space"))
            | Q(
                pk__in=contributor.values("space"),
                contribution__in=[
                    Space.Contribution.CONTRIBUTE,
                    Space.Contribution.PUBLISH,
                ],
            )
        )

    def published_by(self, user: Member | AnonymousUser) -> SpaceQuerySet:
        """Spaces where what `user` adds is shown at once, without an editor's look."""
        at_once = self.contributed_by(user).filter(
            contribution=Space.Contribution.PUBLISH
        )
        edited = self.changed_by(user).values("pk")
        return self.filter(Q(pk__in=at_once.values("pk")) | Q(pk__in=edited))

    def with_people_count(self) -> SpaceQuerySet:
        """Adds `people_count`: how many people belong to the space today."""
        today = timezone.localdate()
        counted: SpaceQuerySet = self.annotate(
            people_count=models.Count(
                "memberships",
                filter=Q(memberships__member__is_active=True)
                & (
                    Q(memberships__ends_on__isnull=True)
                    | Q(memberships__ends_on__gte=today)
                ),
            )
        )
        return counted


# What a page adds to a space stands in an app above: mypy looks for it here.
class Space(InFrenchOrder, ClusterableModel):  # type: ignore[django-manager-missing]
    """A group of people with a place; each thing lives in exactly one."""

    class Visibility(models.TextChoices):
        PUBLIC = "public", "tout le monde, sans se connecter"
        MEMBERS = "members", "tous les membres permanents"
        PEOPLE = "people", "les personnes de l’espace seulement"

    class Joining(models.TextChoices):
        OPEN = "open", "qui veut"
        REQUEST = "request", "sur demande"
        INVITATION = "invitation", "sur invitation"

    class Contribution(models.TextChoices):
        READ = "read", "lire"
        CONTRIBUTE = "contribute", "lire et proposer"
        PUBLISH = "publish", "lire et publier"

    class State(models.TextChoices):
        """A frozen space is read, and nothing changes in it; an archived one is frozen
        and stands apart from the others in lists."""

        OPEN = "open", "ouvert"
        FROZEN = "frozen", "figé"
        ARCHIVED = "archived", "archivé"

    class Hue(models.IntegerChoices):
        """The colours of `static/css/main.css`, by number."""

        TEAL = 1, "vert canard"
        VIOLET = 2, "violet"
        RUST = 3, "rouille"
        BLUE = 4, "bleu"
        RASPBERRY = 5, "framboise"
        OLIVE = 6, "olive"

    name = models.CharField("nom", max_length=100, unique=True)
    slug = models.SlugField("nom dans l’adresse", max_length=60, unique=True)
    initials = models.CharField("deux lettres", max_length=2)
    hue = models.PositiveSmallIntegerField(
        "couleur", choices=Hue.choices, default=Hue.TEAL
    )
    purpose = models.TextField("à quoi il sert", blank=True)
    visibility = models.CharField(
        "qui le voit",
        max_length=20,
        choices=Visibility.choices,
        default=Visibility.PEOPLE,
    )
    joining = models.CharField(
        "qui le rejoint",
        max_length=20,
        choices=Joining.choices,
        default=Joining.INVITATION,
    )
    contribution = models.CharField(
        "ce que ses personnes peuvent y faire",
        max_length=20,
        choices=Contribution.choices,
        default=Contribution.CONTRIBUTE,
    )
    # Links to one document, for somebody without an account (library.sharing).
    allows_links = models.BooleanField(
        "on peut y donner un lien à quelqu’un d’extérieur", default=False
    )
    state = models.CharField(
        "état", max_length=10, choices=State.choices, default=State.OPEN
    )
    meets_at = models.DateTimeField("prochaine réunion", null=True, blank=True)
    meets_where = models.CharField("où", max_length=200, blank=True)
    created_at = models.DateTimeField("créé le", auto_now_add=True)

    objects = SpaceQuerySet.as_manager()

    class Meta(InFrenchOrder.Meta):
        verbose_name = "espace"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("members:space", args=[self.slug])

    @property
    def is_public(self) -> bool:
        return self.visibility == self.Visibility.PUBLIC

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_archived(self) -> bool:
        return self.state == self.State.ARCHIVED

    @property
    def meets_soon(self) -> bool:
        """Is its meeting to come, or of today? None is told of an archived space."""
        if self.meets_at is None or self.is_archived:
            return False
        return timezone.localdate(self.meets_at) >= timezone.localdate()

    @property
    def why_closed(self) -> str:
        """Why nothing changes here, since when, by whom; empty for an open space."""
        return "" if self.is_open else self.closed_told(self.who_opens)

    def closed_told(self, who_opens: str) -> str:
        """Of a closed space, with a sentence on who may open it."""
        return (
            f"L’espace «\u202f{self.name}\u202f» est {self.get_state_display()}\u202f: "
            "on le lit, mais rien ne s’y ajoute et rien n’y change. "
            f"{who_opens} {self.closed_since}"
        ).strip()

    @property
    def who_opens(self) -> str:
        """Who may open it again, said to who reads the page."""
        from members.spaces import closed

        return closed.who_opens()

    @property
    def closed_since(self) -> str:
        """« Claire Morand l’a figé le 3 mars 2026. », as the journal has it."""
        kept: tuple[str, str] | None = self.__dict__.get("_closed_since")
        if self.is_open:
            return ""
        if kept is None or kept[0] != self.state:
            from members.spaces import closed

            closed.look_up([self])
            kept = self.__dict__["_closed_since"]
        return kept[1]

    def keep_closed_since(self, sentence: str) -> None:
        self.__dict__["_closed_since"] = self.state, sentence

    def people(self) -> MembershipQuerySet:
        """Those who belong to the space today, editors first, then by name."""
        return (
            Membership.objects.current()
            .filter(space=self)
            .select_related("member")
            .prefetch_related("member__professions")
            .order_by(EDITORS_FIRST, "member__last_name", "member__first_name")
        )


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> MembershipQuerySet:
        """Memberships that hold today, of people whose account is open."""
        return self.current_days().filter(member__is_active=True)

    def current_days(self) -> MembershipQuerySet:
        """Memberships that hold today, whatever became of the account."""
        today = timezone.localdate()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))

    def editors(self) -> MembershipQuerySet:
        return self.filter(role=Membership.Role.EDITOR)


#: Those who animate a space stand first in the list of its people.
EDITORS_FIRST = models.Case(
    models.When(role="editor", then=0), default=1, output_field=models.IntegerField()
)


class Membership(models.Model):
    """A person of a space. It counts until `ends_on`, that day included."""

    class Role(models.TextChoices):
        READER = "reader", "lit"
        CONTRIBUTOR = "contributor", "contribue"
        EDITOR = "editor", "anime"

    space = ParentalKey(
        Space,
        on_delete=models.CASCADE,
        verbose_name="espace",
        related_name="memberships",
    )
    member = models.ForeignKey(
        Member, models.CASCADE, verbose_name="membre", related_name="memberships"
    )
    role = models.CharField(
        "rôle", max_length=20, choices=Role.choices, default=Role.CONTRIBUTOR
    )
    ends_on = models.DateField(
        "jusqu’au", null=True, blank=True, help_text="Vide\u202f: sans date de fin."
    )
    joined_at = models.DateTimeField("depuis", auto_now_add=True)
    #: The end of which the person has been reminded: `members.spaces.ending`.
    reminded_of = models.DateField("rappel fait pour le", null=True, editable=False)
    told_over = models.DateField("fin annoncée, du", null=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "appartenance"
        constraints = [
            models.UniqueConstraint(
                fields=["space", "member"], name="members_membership_once"
            )
        ]
        # The directory counts the people of each space: from the index alone.
        indexes = [
            models.Index(
                fields=["space", "ends_on", "member"], name="members_membership_days"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.space}"

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and self.ends_on < date.today()
