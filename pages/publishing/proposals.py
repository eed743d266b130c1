"""What members do with pages: one function for each verb, which every door calls."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.rich_text import RichText

from members.models import Member
from members.months import in_months
from members.refusals import Refused
from members.rights import may_edit, require, require_open
from members.templatetags.plain_text import as_prose
from pages import questions
from pages.publishing import letters
from pages.publishing.correcting import corrected
from pages.publishing.models import Proposal
from pages.publishing.rights import may_answer, may_propose, may_report

if TYPE_CHECKING:
    from pages.models import ContentPage

ANSWERED = "Quelqu’un a déjà répondu. Rechargez la page pour lire la réponse."
GONE = (
    "La page «\u202f{}\u202f» n’existe plus. Vous pouvez refuser, avec un mot qui le "
    "dit."
)


def propose_correction(
    by: Member, page: ContentPage, *, text: str, passage: str = "", reason: str = ""
) -> Proposal:
    """Ask the editors of a page's space to write something else there."""
    require_open(page.space)
    require(may_propose(by, page.space) and page.is_visible_to(by))
    kind = Proposal.Kind.CORRECTION
    return send(
        Proposal(kind=kind, text=text, passage=passage, reason=reason), by, page
    )


def propose_page(
    by: Member,
    place: ContentPage,
    *,
    title: str,
    text: str,
    summary: str = "",
    kind: str = Proposal.Kind.PAGE,
) -> Proposal:
    """Ask the editors of a space for a new page, or a news, under `place`."""
    require_open(place.space)
    require(may_propose(by, place.space) and place.is_visible_to(by))
    return send(Proposal(kind=kind, title=title, summary=summary, text=text), by, place)


def ask_question(by: Member, page: ContentPage, *, text: str) -> Proposal:
    """Ask what a page of questions does not answer: who sees it may."""
    require_open(page.space)
    require(may_report(by, page))
    return send(Proposal(kind=Proposal.Kind.QUESTION, text=text), by, page)


def report_problem(
    by: Member, page: ContentPage, *, problem: str, text: str = ""
) -> Proposal:
    """Tell who answers for a page that something is wrong there."""
    require_open(page.space)
    require(may_report(by, page))
    kind = Proposal.Kind.PROBLEM
    return send(Proposal(kind=kind, problem=problem, text=text), by, page)


def send(proposal: Proposal, by: Member, page: ContentPage) -> Proposal:
    """Keep what is about a page, and tell those who answer."""
    proposal.page, proposal.page_title, proposal.space = page, page.title, page.space
    return keep(proposal, by)


def keep(proposal: Proposal, by: Member) -> Proposal:
    """Keep it and tell those who answer; once, though the button was pressed twice."""
    proposal.author = by
    with transaction.atomic():
        Member.objects.get_queryset().select_for_update().get(pk=by.pk)
        same = ("page", "kind", "problem", "title", "passage", "text")
        known = Proposal.objects.waiting().filter(
            author=by,
            **{name: getattr(proposal, name) for name in same},
        )
        if (first := known.first()) is not None:
            return first
        proposal.save()
        letters.proposed(proposal)
    return proposal


def withdraw(by: Member, proposal: Proposal) -> None:
    """Its author takes it back, as long as nobody has answered."""
    with transaction.atomic():
        held = held_waiting(proposal)
        require(held.author_id == by.pk)
        require_open(held.space)
        held.state = Proposal.State.WITHDRAWN
        held.save(update_fields=["state"])


def refuse(by: Member, proposal: Proposal, word: str) -> Proposal:
    """Say no, with a word that its author reads on the site and by mail."""
    with transaction.atomic():
        held = held_waiting(proposal)
        return answer(by, held, Proposal.State.REFUSED, word)


def done(by: Member, proposal: Proposal, word: str = "") -> Proposal:
    """What was wrong is put right: close it, and thank its author."""
    with transaction.atomic():
        held = held_waiting(proposal)
        if held.is_new_page or held.is_term:
            raise ValueError(held.kind)
        closed = answer(by, held, Proposal.State.ACCEPTED, word)
        if closed.is_correction and closed.page is not None:
            tell_history(closed.page, by, closed)
    return closed


def why_untouchable(page: ContentPage | None) -> str:
    """Why the page cannot be changed at once without losing what somebody prepares;
    nothing when it can."""
    if page is None:
        return "La page n’existe plus."
    if not page.live:
        return "La page n’est pas publiée."
    if page.current_workflow_state is not None:
        return "La page est en relecture."
    if page.locked:
        return "Quelqu’un a verrouillé la page."
    if page.has_unpublished_changes:
        return "Quelqu’un prépare d’autres changements dans un brouillon de la page."
    return ""


def correction_of(proposal: Proposal) -> tuple[list[object], str]:
    """The body and the summary of the page with the correction in them; Refused, with
    the reason, when it must be by hand."""
    page = proposal.page
    if (why := why_untouchable(page)) or page is None:
        raise Refused(why)
    return corrected(page, proposal.passage, proposal.text)


def why_by_hand(proposal: Proposal) -> str:
    """The reason for which a correction is not done by the button; else nothing."""
    try:
        correction_of(proposal)
    except Refused as refused:
        return refused.sentence
    return ""


def correct(by: Member, proposal: Proposal, word: str = "") -> Proposal:
    """Write the proposed words in the place of the passage, and publish the page."""
    with transaction.atomic():
        held = held_waiting(proposal)
        require(may_edit(by, held.space))
        if not held.is_correction:
            raise ValueError(held.kind)
        body, summary = correction_of(held)
        page = page_of(held).specific
        page.body, page.summary = json.dumps(body), summary
        page.change_note = ""
        publish(page, by)
        closed = answer(by, held, Proposal.State.ACCEPTED, word)
        tell_history(page, by, closed)
    return closed


def make_page(
    by: Member,
    proposal: Proposal,
    *,
    title: str,
    text: str,
    summary: str = "",
    word: str = "",
    at_once: bool = True,
) -> ContentPage:
    """Make the proposed page where it was proposed, its author being its owner.

    Published at once, or kept as a draft that staff finish in the admin.
    """
    from pages.models import ArticlePage, NewsPage

    with transaction.atomic():
        held = held_waiting(proposal)
        require(may_edit(by, held.space))
        place = held.page
        if place is None:
            raise Refused(GONE.format(held.page_title))
        kind = NewsPage if held.is_news else ArticlePage
        page: ContentPage = kind(
            title=title,
            summary=summary,
            body=[("rich_text", RichText(as_prose(text)))],
            owner=held.author,
            live=False,
        )
        place.specific.add_child(instance=page)
        log(instance=page, action="wagtail.create", user=by, content_changed=True)
        if at_once:
            page.verified_on = timezone.localdate()
            if not held.is_news:  # what happened needs no second look
                page.review_on = in_months(page.verified_on, page.review_months)
            publish(page, by)
        else:
            page.save_revision(user=by)
        held.made = page
        answer(by, held, Proposal.State.ACCEPTED, word)
    return page


def may_write_answer(page: ContentPage | None) -> bool:
    """Can an answer be added to the page at once? It needs a group to stand in."""
    return (
        page is not None
        and not why_untouchable(page)
        and bool(questions.groups(page.body))
    )


def publish_answer(
    by: Member,
    proposal: Proposal,
    *,
    question: str,
    text: str,
    group: int,
    word: str = "",
) -> str:
    """Add a question and its answer to a group of the page, and publish it.

    `group` is the place of the group in the body. Returns the anchor of the question.
    """
    with transaction.atomic():
        held = held_waiting(proposal)
        require(may_edit(by, held.space))
        known = [each.number for each in questions.groups(page_of(held).body)]
        if not may_write_answer(held.page) or group not in known:
            raise Refused(
                "La page a changé, ou quelqu’un y prépare d’autres changements\u202f: "
                "écrivez la réponse dans la page, puis dites ici que c’est fait."
            )
        page = page_of(held).specific
        body, anchor = questions.added(page.body, group, question, as_prose(text))
        page.body = json.dumps(body)
        page.change_note = ""
        publish(page, by)
        answer(by, held, Proposal.State.ACCEPTED, word)
    return anchor


def page_of(held: Proposal) -> ContentPage:
    """The page that a proposal is about; Refused when it is gone."""
    if held.page is None:
        raise Refused(GONE.format(held.page_title))
    return held.page


def publish(page: ContentPage, by: Member) -> None:
    """The right is checked by the verb: Wagtail knows the rights of its admin only."""
    revision = page.save_revision(user=by, log_action=True)
    revision.publish(user=by, skip_permission_checks=True)
    page.refresh_from_db()


def held_waiting(proposal: Proposal) -> Proposal:
    """The row, held until the end of the transaction; Refused when it is answered."""
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not held.is_waiting:
        raise Refused(ANSWERED)
    return held


def answer(by: Member, held: Proposal, state: str, word: str) -> Proposal:
    require_open(held.space)
    require(may_answer(by, held))
    held.state, held.answer = state, word.strip()
    held.answered_by, held.answered_at = by, timezone.now()
    held.save()
    letters.answered(held, by)
    return held


def tell_history(page: ContentPage, by: Member, proposal: Proposal) -> None:
    """In the history that readers see: whose correction it is."""
    log(
        instance=page.specific,
        action="pages.correct",
        user=by,
        data={"author": proposal.author_id, "proposal": proposal.pk},
    )
