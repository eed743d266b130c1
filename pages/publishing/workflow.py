"""« Relecture »: a page is sent to those who edit its space; they answer on the site.

Wagtail keeps the states; who reviews is `SpaceReview`. The mails are ours: Wagtail's
go to every administrator, by a connection that keeps the person waiting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from members.french import quoted
from members.models import Member
from members.refusals import Refused
from members.rights import User, may_edit, require_open
from members.spaces import letters
from pages.publishing.models import SpaceReview

if TYPE_CHECKING:
    from pages.models import ContentPage

NAME = "Relecture"
OVER = "Quelqu’un a déjà répondu, ou la page n’attend plus de relecture."
CHANGED = (
    "La page a été modifiée depuis que vous l’avez ouverte\u202f: relisez-la, puis "
    "répondez."
)


def waiting_for(user: User) -> list[TaskState]:
    """Pages that wait for the word of `user`, the oldest first."""
    if not isinstance(user, Member):
        return []
    states = TaskState.objects.none()
    for task in SpaceReview.objects.filter(active=True):
        states = states | task.get_task_states_user_can_moderate(user)
    found = states.select_related("workflow_state__requested_by").order_by("started_at")
    return list(found)


def reviews_of(user: User, most: int) -> list[dict[str, Any]]:
    """For a list: the page with its space, who asks, and where to answer."""
    from pages.models import ContentPage

    states = waiting_for(user)[:most]
    keys = [int(state.workflow_state.object_id) for state in states]
    pages = ContentPage.objects.select_related("space").in_bulk(keys)
    return [
        {
            "pk": state.pk,
            "page": pages[int(state.workflow_state.object_id)],
            "by": state.workflow_state.requested_by,
            "at": state.started_at,
        }
        for state in states
        if int(state.workflow_state.object_id) in pages
    ]


def sent_back_to(user: User, most: int) -> list[dict[str, Any]]:
    """Pages that he had sent and that came back: who answered, and the word."""
    from pages.models import ContentPage

    if not isinstance(user, Member):
        return []
    found = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_NEEDS_CHANGES,
        requested_by=user,
        current_task_state__isnull=False,
    ).select_related("current_task_state__finished_by")
    states = list(found.order_by("-current_task_state__finished_at")[:most])
    keys = [state.object_id for state in states if state.object_id.isdecimal()]
    seen = ContentPage.objects.visible_to(user).select_related("space")
    pages = seen.in_bulk([int(key) for key in keys])
    return [
        {
            "page": pages[int(state.object_id)],
            "by": state.current_task_state.finished_by,
            "word": state.current_task_state.comment,
            "at": state.current_task_state.finished_at,
        }
        for state in states
        if state.object_id.isdecimal() and int(state.object_id) in pages
    ]


def page_of(state: TaskState) -> ContentPage | None:
    """The page that a review is of; None for anything else, and when it is gone."""
    from pages.models import ContentPage

    key = state.workflow_state.object_id
    pages = ContentPage.objects.select_related("space")
    return pages.filter(pk=key).first() if str(key).isdecimal() else None


def review(
    by: Member, state: TaskState, *, approve: bool, word: str = "", revision: str = ""
) -> None:
    """Publish what was read, or send it back with a word.

    `revision` is the key of what was read: a page that has changed since is refused.
    """
    with transaction.atomic():
        held = TaskState.objects.select_for_update().get(pk=state.pk)
        page = page_of(held)
        if page is None:
            raise Refused(OVER)
        if not may_edit(by, page.space):
            require_open(page.space)
            raise PermissionDenied
        if held.status != TaskState.STATUS_IN_PROGRESS:
            raise Refused(OVER)
        if revision and revision != str(page.latest_revision_id):
            raise Refused(CHANGED)
        action = "approve" if approve else "reject"
        held.task.specific.on_action(held, by, action, comment=word.strip())


def link(state: Any) -> str:
    return reverse("pages:review", args=[state.pk])


def tell_reviewers(instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    """A page is sent: to those who edit its space, but for who sent it."""
    if not isinstance(instance.task.specific, SpaceReview):
        return
    page = page_of(instance)
    if page is None:
        return
    by = user or instance.workflow_state.requested_by
    said = f"{by or 'Quelqu’un'} vous demande de relire {quoted(page.draft_title)}"
    letters.write(
        [person for person in letters.keepers(page.space) if person != by],
        f"À relire\u202f: {quoted(page.draft_title)}",
        f"{said}, dans l’espace {letters.named(page.space)}. Elle n’est pas encore "
        "publiée sous cette forme.",
        action="La relire et répondre",
        address=link(instance),
    )


def tell_author(instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """The answer: to who sent the page, unless he answered himself."""
    author, page = instance.requested_by, instance.content_object
    if author is None or author == user or not author.is_active:
        return
    state = instance.current_task_state
    approved = instance.status == WorkflowState.STATUS_APPROVED
    what = "est relue et publiée" if approved else "vous revient"
    ended = "l’a relue et publiée." if approved else "vous la renvoie."
    word = state.get_comment() if state is not None else ""
    address = page.get_url() if approved else edit_address(author, page)
    letters.write(
        [author],
        f"{quoted(page.title)} {what}",
        f"Vous aviez demandé une relecture de {quoted(page.title)}. "
        f"{user or 'Quelqu’un'} {ended}",
        *(["Voici son mot\u202f:"] if word else []),
        word=word,
        action="Voir la page" if approved else "Reprendre la page",
        address=address or "/",
    )


def edit_address(author: Member, page: ContentPage) -> str:
    """Where it is taken up again, for who enters the admin."""
    if author.has_perm("wagtailadmin.access_admin"):
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
    return reverse("home:dashboard")


def take_place_of_wagtails_mails() -> None:
    """Called once Wagtail's admin is ready: its mails are not sent, ours are."""
    for signal, sender, uid in (
        (task_submitted, TaskState, "group_approval_task_submitted"),
        (workflow_submitted, WorkflowState, "workflow_state_submitted"),
        (workflow_rejected, WorkflowState, "workflow_state_rejected"),
        (workflow_approved, WorkflowState, "workflow_state_approved"),
    ):
        signal.disconnect(sender=sender, dispatch_uid=f"{uid}_email_notification")
    task_submitted.connect(tell_reviewers, dispatch_uid="pages.tell_reviewers")
    for signal in (workflow_rejected, workflow_approved):
        signal.connect(tell_author, dispatch_uid="pages.tell_author")
