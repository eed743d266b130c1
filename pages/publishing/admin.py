"""What Wagtail's admin says and shows of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.menu import MenuItem
from wagtail.models import WorkflowState

from members.french import quoted
from pages import french, narrower
from pages.publishing import comments, workflow
from pages.publishing.models import Proposal
from pages.templatetags import audiences

#: Proposals named above the form of a page.
MOST = 5
#: Things named there that readers do not see.
MOST_UNSEEN = 8


def name_actions(actions: Any) -> None:
    """What the history of the admin says of our own verbs, and of Wagtail's."""
    french.name_deeds(actions)
    actions.register_action(
        "pages.verify", "Toujours valable", "Vérifiée\u202f: toujours valable"
    )
    actions.register_action(
        "pages.correct", "Correction acceptée", "Correction d’un membre acceptée"
    )


def show_proposals(request: HttpRequest, page: Any) -> None:
    """Above the form of a page: what members propose for it, and where to answer."""
    if request.method != "GET":
        return
    waiting = Proposal.objects.answerable_by(request.user).waiting()
    found = waiting.filter(page=page.pk).exclude(kind=Proposal.Kind.PAGE)
    for proposal in found.select_related("author").order_by("made_at")[:MOST]:
        said = proposal.text or proposal.get_problem_display()
        passage = Truncator(proposal.passage).chars(300)
        messages.info(
            request,
            format_html(
                "{}, de {}\u202f: {}{} <a href='{}'>Lire et répondre"
                "<span class='w-sr-only'>\u202f: {}</span></a>",
                proposal.get_kind_display().capitalize(),
                proposal.author or "un ancien membre",
                f"au lieu de {quoted(passage)}, " if passage else "",
                quoted(Truncator(said).chars(600)),
                proposal.get_absolute_url(),
                # Out of its line, a link is read with the others of this page.
                f"{proposal.label}, {proposal.extract}",
            ),
        )


def show_what_was_said(request: HttpRequest, page: Any) -> None:
    """Above the form of a page that was sent back: by whom, and the word."""
    state = page.current_workflow_state if request.method == "GET" else None
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return
    answer = state.current_task_state
    said = f"\u202f: {quoted(answer.comment)}"
    messages.warning(
        request,
        format_html(
            "Cette page a été renvoyée par {}{} Reprenez-la, puis renvoyez-la en "
            "relecture.",
            answer.finished_by or "un ancien membre",
            said if answer.comment else ".",
        ),
    )


def warn_of_unseen(request: HttpRequest, page: Any) -> None:
    """What the page names and its readers will not all see."""
    place = audiences.space_of(page)
    found = narrower.unseen_in(page.specific, request.user, place) if place else []
    if not found:
        return
    edit = AdminURLFinder(request.user)
    lines = format_html_join(
        "",
        "<li>{}\u202f: {}</li>",
        (
            (linked(one.name, edit.get_edit_url(one.thing)), one.why)
            for one in found[:MOST_UNSEEN]
        ),
    )
    more = len(found) - MOST_UNSEEN
    messages.warning(
        request,
        format_html(
            "Cette page est vue par {}. Elle cite ce que tous n’y verront "
            "pas\u202f:<ul>{}{}</ul>{}",
            audiences.words(place),
            lines,
            format_html("<li>et {} de plus</li>", more) if more > 0 else "",
            narrower.WHAT_TO_DO,
        ),
    )


def warn_above_form(request: HttpRequest, page: Any) -> None:
    if request.method == "GET":
        warn_of_unseen(request, page)


def linked(name: str, url: str | None) -> str:
    return format_html("<a href='{}'>{}</a>", url, name) if url else name


def leave_out_settings(request: HttpRequest, items: list[MenuItem]) -> None:
    """There is one review, whose rule is that of the spaces: nothing is to be set."""
    hidden = {"workflows", "workflow-tasks"}
    items[:] = [item for item in items if item.name not in hidden]


def leave_one_way_back(
    items: list[Any], request: HttpRequest, context: dict[str, Any]
) -> None:
    """A review of one step that is sent again begins again: one button says it."""
    page = context.get("page")
    state = page.current_workflow_state if page is not None else None
    if state is not None and state.workflow.workflow_tasks.count() == 1:
        items[:] = [each for each in items if each.name != "action-restart-workflow"]


def register() -> None:
    hooks.register("register_log_actions", name_actions, order=1000)  # after Wagtail's
    hooks.register("before_edit_page", show_proposals)
    hooks.register("before_edit_page", show_what_was_said)
    hooks.register("before_edit_page", warn_above_form)
    hooks.register("after_publish_page", warn_of_unseen)
    hooks.register("construct_settings_menu", leave_out_settings)
    hooks.register("construct_page_action_menu", leave_one_way_back)
    workflow.take_place_of_wagtails_mails()
    comments.take_place_of_wagtails_mails()
