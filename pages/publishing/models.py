"""What members ask of a page, and what keeps pages right.

Pages are named by their label: `pages.models` imports this module.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from wagtail.models import Task, TaskState, get_default_page_content_type

from members.french import nested, quoted
from members.models import Member, Space
from members.rights import InSpace, SpacedQuerySet, User, may_edit


class ProposalQuerySet(SpacedQuerySet["Proposal"]):
    """Seen by its author wherever its page has gone, by the editors of the space, and
    by who owns the page."""

    published: ClassVar[Q] = Q(pk__in=[])  # never by everyone of the space
    author: ClassVar[str] = "author"

    def visible_to(self, user: User) -> Any:
        seen = super().visible_to(user)
        if not isinstance(user, Member):
            return seen
        if not user.publishes_everywhere:  # the glossary is of the whole group
            seen = seen.exclude(kind=Proposal.Kind.TERM)
        owned = Q(kind=Proposal.Kind.PROBLEM, page__owner=user)
        spaces = Space.objects.visible_to(user)
        return seen | self.filter(owned, space__in=spaces) | self.filter(author=user)

    def telling_space(self, user: User) -> Any:
        """With `space_is_seen`: its page may have gone where its author is not."""
        spaces = Space.objects.visible_to(user)
        return self.annotate(space_is_seen=Q(space__in=spaces))

    def waiting(self) -> ProposalQuerySet:
        return self.filter(state=Proposal.State.PROPOSED)

    def answerable_by(self, user: User) -> ProposalQuerySet:
        """Those of the open spaces that `user` edits, and problems of his pages."""
        if not isinstance(user, Member):
            return self.none()
        owned = Q(kind=Proposal.Kind.PROBLEM, page__owner=user)
        seen = Space.objects.visible_to(user).open()
        edited = Q(space__in=Space.objects.changed_by(user))
        if not user.publishes_everywhere:
            edited &= ~Q(kind=Proposal.Kind.TERM)
        return self.filter(edited | (owned & Q(space__in=seen)))

    def frozen_for(self, user: User) -> ProposalQuerySet:
        """Those of frozen spaces that `user` edits: nobody answers them for now."""
        frozen = Space.objects.edited_by(user).filter(state=Space.State.FROZEN)
        found = self.filter(space__in=frozen)
        if isinstance(user, Member) and not user.publishes_everywhere:
            found = found.exclude(kind=Proposal.Kind.TERM)
        return found

    def for_lists(self) -> ProposalQuerySet:
        return self.select_related(
            "space", "author", "page", "made", "term", "answered_by"
        )


class Proposal(InSpace):
    """What a member proposes for a page, or what he found wrong there; or a term.

    Of a term, `title` is the short form, `summary` the long one, `text` what explains
    it; it has no page, and lives where the front page does.
    """

    class Kind(models.TextChoices):
        CORRECTION = "correction", "correction"
        PAGE = "page", "nouvelle page"
        NEWS = "news", "actualité"
        QUESTION = "question", "question"
        TERM = "term", "terme du glossaire"
        PROBLEM = "problem", "problème"

    class Problem(models.TextChoices):
        OUT_OF_DATE = "out_of_date", "Ce n’est plus à jour"
        WRONG = "wrong", "C’est faux"
        DEAD_LINK = "dead_link", "Un lien ne mène nulle part"
        UNREADABLE = "unreadable", "Je n’arrive pas à le lire"
        OTHER = "other", "Autre chose"

    class State(models.TextChoices):
        PROPOSED = "proposed", "en attente"
        ACCEPTED = "accepted", "acceptée"
        REFUSED = "refused", "refusée"
        WITHDRAWN = "withdrawn", "retirée"

    kind = models.CharField("sorte", max_length=12, choices=Kind.choices)
    problem = models.CharField(
        "problème", max_length=12, choices=Problem.choices, blank=True
    )
    #: The page that it is about; for a new page, the one under which it would stand.
    page = models.ForeignKey(
        "pages.ContentPage",
        models.SET_NULL,
        verbose_name="page",
        null=True,
        related_name="proposals",
    )
    page_title = models.CharField("titre de la page", max_length=255)
    title = models.CharField("titre proposé", max_length=255, blank=True)
    summary = models.TextField("chapeau proposé", blank=True)
    passage = models.TextField("passage", blank=True)
    text = models.TextField("texte")
    reason = models.TextField("pourquoi", blank=True)
    author = models.ForeignKey(
        Member,
        models.SET_NULL,
        verbose_name="par",
        null=True,
        related_name="page_proposals",
    )
    made_at = models.DateTimeField("le", default=timezone.now)
    state = models.CharField(
        "état", max_length=10, choices=State.choices, default=State.PROPOSED
    )
    answer = models.TextField("réponse", blank=True)
    answered_by = models.ForeignKey(
        Member,
        models.SET_NULL,
        verbose_name="réponse de",
        null=True,
        related_name="+",
    )
    answered_at = models.DateTimeField("réponse le", null=True)
    #: The page that was made of it.
    made = models.ForeignKey(
        "pages.ContentPage", models.SET_NULL, null=True, related_name="+"
    )

    #: The entry of the glossary that was made of it.
    term = models.ForeignKey("pages.Term", models.SET_NULL, null=True, related_name="+")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "proposition"
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "space"], name="pages_proposal_waiting"),
            models.Index(fields=["author", "-made_at"], name="pages_proposal_mine"),
        ]

    def __str__(self) -> str:
        return self.title or self.page_title

    def get_absolute_url(self) -> str:
        return reverse("pages:proposal", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.PROPOSED

    @property
    def is_problem(self) -> bool:
        return self.kind == self.Kind.PROBLEM

    @property
    def is_correction(self) -> bool:
        return self.kind == self.Kind.CORRECTION

    @property
    def is_new_page(self) -> bool:
        """A page that would be made: an article, or a news."""
        return self.kind in (self.Kind.PAGE, self.Kind.NEWS)

    @property
    def is_news(self) -> bool:
        return self.kind == self.Kind.NEWS

    @property
    def is_question(self) -> bool:
        return self.kind == self.Kind.QUESTION

    @property
    def is_term(self) -> bool:
        return self.kind == self.Kind.TERM

    @property
    def is_told_whole(self) -> bool:
        """Short enough for the mail to hold it."""
        return self.is_problem or self.is_question

    @property
    def label(self) -> str:
        """What it is, in a line: « Correction de « Charte » »."""
        if self.is_new_page:
            what = "Actualité" if self.is_news else "Nouvelle page"
            return f"{what} {quoted(self.title)}"
        if self.is_term:
            return f"Terme {quoted(self.title)}"
        if self.is_question:
            return f"Question {quoted(Truncator(self.text).chars(120))}"
        what = "Problème sur" if self.is_problem else "Correction de"
        return f"{what} {quoted(self.page_title)}"

    @property
    def extract(self) -> str:
        """Its first words, when its label alone does not tell it from others of the
        same page: « 04 65 71 00 01 », or what is wrong."""
        words = " ".join(nested(self.passage or self.text).split())
        said = quoted(Truncator(words).chars(EXTRACT)) if words else ""
        if self.is_correction:
            return said
        if self.is_problem:
            named = self.get_problem_display()
            return f"{named}\u202f: {said}" if said else named
        return ""

    @property
    def outcome(self) -> str:
        """Its state in a word."""
        if self.state == self.State.ACCEPTED:
            return ACCEPTED.get(self.kind, "Réglé")
        if self.state == self.State.REFUSED:
            return "Pas retenu" if self.is_problem or self.is_term else "Refusée"
        if self.state == self.State.WITHDRAWN:
            return "Retiré" if self.is_term else "Retirée"
        if self.is_question:
            return "Posée"
        if self.is_term:
            return "Proposé"
        return "Signalé" if self.is_problem else "Proposée"


#: So many signs of a proposal stand in a list.
EXTRACT = 80
#: What is said of a proposal that was accepted, by its kind.
ACCEPTED: dict[str, str] = {
    Proposal.Kind.PAGE: "Acceptée",
    Proposal.Kind.NEWS: "Acceptée",
    Proposal.Kind.CORRECTION: "Corrigé",
    Proposal.Kind.QUESTION: "Répondue",
    Proposal.Kind.TERM: "Au glossaire",
}


def space_of(page: Any) -> Space:
    """Wagtail gives the page as its kind, or as a bare page."""
    return page.space if isinstance(page, InSpace) else page.specific.space


class SpaceReview(Task):
    """The reviewers of a page are those who edit its space: the one rule of rights."""

    class Meta:
        verbose_name = "relecture par les animateurs de l’espace"
        verbose_name_plural = "relectures par les animateurs de l’espace"

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        """A lock of somebody who may not review would stop those who may."""
        page = workflow_state.content_object
        if page.locked_by and not may_edit(page.locked_by, space_of(page)):
            page.locked, page.locked_by, page.locked_at = False, None, None
            page.save(update_fields=["locked", "locked_by", "locked_at"])
        return super().start(workflow_state, user=user)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return may_edit(user, space_of(obj))

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not may_edit(user, space_of(obj))

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return may_edit(user, space_of(obj))

    def user_can_unlock(self, obj: Any, user: Any) -> bool:
        return False  # who holds the lock, and staff, may by their own right

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        if not may_edit(user, space_of(obj)):
            return []
        return [
            ("reject", "Renvoyer avec un mot", True),
            ("approve", "Approuver et publier", False),
            ("approve", "Approuver avec un mot", True),
        ]

    def on_action(
        self, task_state: Any, user: Any, action_name: str, **kwargs: Any
    ) -> Any:
        if not may_edit(user, space_of(task_state.workflow_state.content_object)):
            raise PermissionDenied
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        from pages.models import ContentPage

        keys: QuerySet[Any] = ContentPage.objects.editable_by(user).annotate(
            key=Cast("pk", models.CharField(max_length=40))
        )
        return self.task_states.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__base_content_type=get_default_page_content_type(),
            workflow_state__object_id__in=keys.values("key"),
        )

    @classmethod
    def get_description(cls) -> str:
        return "Les personnes qui animent l’espace de la page la relisent."


class ReviewReminder(models.Model):
    """The month for which a person was last told of the pages to look at again."""

    member = models.OneToOneField(
        Member, models.CASCADE, primary_key=True, related_name="+"
    )
    month = models.DateField("mois")

    class Meta:
        verbose_name = "rappel des pages à revoir"
        verbose_name_plural = "rappels des pages à revoir"

    def __str__(self) -> str:
        return f"{self.member}, {self.month:%m/%Y}"


def follow_pages(pages: Iterable[int], **kwargs: Any) -> None:
    """What was proposed for pages that have moved is in the space they are in now."""
    for proposal in Proposal.objects.filter(page__in=pages).select_related("page"):
        if proposal.page is not None and proposal.space_id != proposal.page.space_id:
            Proposal.objects.filter(pk=proposal.pk).update(space=proposal.page.space)
