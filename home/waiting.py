"""What waits for a person's word, of every app: one list, so that nothing hides.

A kind of thing that waits is a function of `givers`: the person and his request in, a
few things out, the oldest first, in as many queries for any number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from library.door import numbers
from library.door.reasons import Reason
from library.keeping import reviewing as document_reviews
from library.models import Document, Version
from library.official import changes
from library.protocols import reading
from members.coming_in.permissions import may_answer_demands
from members.french import of, quoted
from members.models import JoinRequest, Member, Space, SpaceRequest
from members.spaces import closed
from members.spaces.unrun import unrun
from pages.models import ContentPage
from pages.publishing import workflow
from pages.publishing.models import Proposal

#: Of each kind, so many at most.
MOST = 8
#: A page is told to be reviewed so long before its date.
AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Waiting:
    """One thing to do: its state in a word, where to do it, and why it is there."""

    label: str
    tone: str
    icon: str
    title: str
    url: str
    space: Space | None = None
    says: str = ""
    who: str = ""
    when: date | datetime | None = None
    #: Is `when` a date not to go beyond?
    is_due: bool = False
    #: Where one click says that it still holds.
    confirm_url: str = ""


def sent_back(member: Member, request: HttpRequest) -> Iterable[Waiting]:
    """Pages that he had sent for review, and that came back with a word."""
    for each in workflow.sent_back_to(member, MOST):
        page, by = each["page"], each["by"]
        yield Waiting(
            "À reprendre",
            "warn",
            "undo-2",
            page.draft_title,
            workflow.edit_address(member, page),
            page.space,
            says=quoted(each["word"]) if each["word"] else "",
            who=f"renvoyée par {by.get_full_name()}" if by else "renvoyée",
            when=each["at"],
        )


def requests(member: Member, request: HttpRequest) -> Iterable[Waiting]:
    """People who ask to enter a space that he looks after."""
    asked = SpaceRequest.objects.answerable_by(member)
    for each in asked.prefetch_related("member__professions")[:MOST]:
        trades = [profession.name for profession in each.member.professions.all()]
        yield Waiting(
            "Demande à entrer",
            "calm",
            "user",
            each.member.get_full_name(),
            reverse("members:space_request", args=[each.space.slug, each.pk]),
            each.space,
            says=quoted(each.word) if each.word else "",
            who="\u202f; ".join(trades),
            when=each.made_at,
        )


def demands(member: Member, request: HttpRequest) -> Iterable[Waiting]:
    """Strangers who ask to join, for those who may answer."""
    if not may_answer_demands(member):
        return
    found = JoinRequest.objects.waiting().select_related("profession")
    for demand in found.order_by("made_at", "pk")[:MOST]:
        trade = demand.profession.name if demand.profession else "autre profession"
        yield Waiting(
            "Demande d’adhésion",
            "calm",
            "user",
            str(demand),
            reverse("members:demands"),
            says=quoted(demand.why),
            who=" · ".join(filter(None, [trade, demand.commune_shown])),
            when=demand.made_at,
        )


def to_read(member: Member, request: HttpRequest) -> Iterable[Waiting]:
    """Protocols that he is asked to read and understand."""
    for protocol in reading.pending_of(member)[:MOST]:
        document = protocol.document
        yield Waiting(
            "À lire",
            "warn",
            "book-open",
            document.title,
            document.get_absolute_url(),
            document.space,
            who="lu et compris à confirmer",
            when=protocol.asked_at,
        )


def proposed(member: Member, request: HttpRequest) -> Iterable[Waiting]:
    """Documents that wait for an editor's word."""
    waits = Document.objects.filter(status=Document.Status.PROPOSED).for_lists()
    found = list(waits.editable_by(member).order_by("created_at")[:MOST])
    # Nobody can answer in a frozen space: they are told all the same, after the others.
    frozen = Space.objects.edited_by(member).filter(state=Space.State.FROZEN)
    found += (
        waits.visible_to(member).filter(space__in=frozen).order_by("created_at")[:MOST]
    )
    closed.look_up(document.space for document in found)
    for document in found:
        author = document.uploaded_by_user
        yield Waiting(
            "Proposé",
            "warn",
            "clock",
            document.title,
            document.get_absolute_url(),
            document.space,
            says=told_frozen(document.space),
            who=f"par {author.get_full_name()}" if author else "",
            when=document.created_at,
        )


def told_frozen(space: Space) -> str:
    if space.is_open:
        return ""
    return (
        f"L’espace est {space.get_state_display()}\u202f: on n’y publie rien tant "
        f"qu’il n’est pas ouvert de nouveau. {space.closed_since}"
    ).strip()


def held(member: Member, request: HttpRequest) -> Iterable[Waiting]:
    """Files that the door holds: for who gave them, for who edits their space."""
    seen = Document.objects.visible_to(member)
    edited = Document.objects.editable_by(member)
    found = Version.objects.filter(
        Q(document__in=edited) | Q(document__in=seen, added_by=member),
        door=Version.Door.HELD,
        document__trashed_at=None,
    ).select_related("document__space", "added_by")
    for version in found.order_by("looked_at", "pk")[:MOST]:
        author = version.added_by
        yield Waiting(
            "Retenu",
            "bad",
            "lock",
            numbers.without(version.document.title),
            version.document.get_absolute_url(),
            version.document.space,
            says=f"{Reason(**version.reasons[0])}." if version.reasons else "",
            who=given_by(author, member),
            when=version.looked_at,
        )


def given_by(author: Member | None, member: Member) -> str:
    if author is None:
        return ""
    return "déposé par " + ("vous" if author == member else author.get_full_name())


def pages_to_read(member: Member, request: HttpRequest) -> Iterable[Waiting]:
    """Pages that were sent for review to those who edit their space."""
    for each in workflow.reviews_of(member, MOST):
        page, by = each["page"], each["by"]
        yield Waiting(
            "À relire",
            "warn",
            "eye",
            page.draft_title,
            reverse("pages:review", args=[each["pk"]]),
            page.space,
            who=of(by.get_full_name()) if by else "",
            when=each["at"],
        )


def page_proposals(member: Member, request: HttpRequest) -> Iterable[Waiting]:
    """What others propose for the pages, and the problems that they tell."""
    others = Proposal.objects.waiting().for_lists().exclude(author=member)
    in_order = others.order_by("made_at")
    found = list(in_order.answerable_by(member)[:MOST])
    found += in_order.frozen_for(member)[:MOST]
    closed.look_up(proposal.space for proposal in found)
    for proposal in found:
        author = proposal.author
        yield Waiting(
            proposal.outcome,
            "bad" if proposal.is_problem else "warn",
            "circle-alert" if proposal.is_problem else "pencil",
            proposal.label,
            proposal.get_absolute_url(),
            None if proposal.is_term else proposal.space,
            says=told_frozen(proposal.space) or proposal.extract,
            who=f"par {author.get_full_name()}" if author else "",
            when=proposal.made_at,
        )


def reviews(member: Member, request: HttpRequest) -> Iterable[Waiting]:
    """Pages to look at again: his own, and those of the spaces he edits."""
    edited = ContentPage.objects.editable_by(member).values("pk")
    found = (
        ContentPage.objects.live()
        .visible_to(member)
        .filter(Q(owner=member) | Q(pk__in=edited))
        .filter(review_on__lte=timezone.localdate() + AHEAD)
        .select_related("space", "owner")
        .order_by("review_on", "pk")
    )
    for page in found[:MOST]:
        confirm = reverse("pages:confirm", args=[page.pk])
        yield to_review(member, page, page.owner, page.get_url(request) or "", confirm)


def documents_to_review(member: Member, request: HttpRequest) -> Iterable[Waiting]:
    """Documents to look at again: his own, and those of the spaces he edits."""
    found = document_reviews.due_for(member, timezone.localdate() + AHEAD)
    for one in found[:MOST]:
        confirm = reverse("library:confirm", args=[one.pk])
        by = one.uploaded_by_user
        yield to_review(member, one, by, one.get_absolute_url(), confirm)


def to_review(
    member: Member,
    thing: ContentPage | Document,
    owner: Member | None,
    url: str,
    confirm_url: str,
) -> Waiting:
    kind = "document" if isinstance(thing, Document) else "page"
    late = thing.is_review_due
    return Waiting(
        "À revoir" if late else "À revoir bientôt",
        "warn" if late else "calm",
        "clock",
        thing.title,
        url,
        thing.space,
        who=f"{kind} {of(owner.get_full_name())}" if owner and owner != member else "",
        when=thing.review_on,
        is_due=True,
        confirm_url=confirm_url,
    )


def changed_texts(member: Member, request: HttpRequest) -> Iterable[Waiting]:
    """Pages and protocols that cite an official text that has changed since."""
    for each in changes.to_look_at(member)[:MOST]:
        thing, text = each.thing, each.texts[0]
        is_page = isinstance(thing, ContentPage)
        yield Waiting(
            "Texte changé",
            "warn",
            "scale",
            thing.title,
            (thing.get_url(request) or "") if is_page else thing.get_absolute_url(),
            thing.space,
            says=f"{quoted(text.title)}\u202f: {text.change}.",
            who="page qui le cite" if is_page else "protocole qui le cite",
            when=text.changed_at,
            confirm_url=reverse(
                "pages:confirm" if is_page else "library:confirm", args=[thing.pk]
            ),
        )


def spaces_unrun(member: Member, request: HttpRequest) -> Iterable[Waiting]:
    """Spaces that nobody runs any more, for the staff."""
    if not member.publishes_everywhere:
        return
    for space in unrun()[:MOST]:
        yield Waiting(
            "Sans animation",
            "warn",
            "users",
            space.name,
            reverse("members:space_people", args=[space.slug]),
            space,
            says="Plus personne ne l’anime\u202f: confiez-le à quelqu’un.",
        )


def unreadable(member: Member, request: HttpRequest) -> Iterable[Waiting]:
    """Files of his that could not be read."""
    found = (
        Document.objects.visible_to(member)
        .filter(uploaded_by_user=member, current__state=Version.State.UNREADABLE)
        .exclude(current__door=Version.Door.HELD)
        .for_lists()
        .order_by("-created_at")
    )
    for document in found[:MOST]:
        yield Waiting(
            "Illisible",
            "bad",
            "file-x",
            document.title,
            document.get_absolute_url(),
            document.space,
            says=document.current.explanation if document.current else "",
        )


givers: list[Callable[[Member, HttpRequest], Iterable[Waiting]]] = [
    sent_back,
    to_read,
    requests,
    demands,
    held,
    spaces_unrun,
    proposed,
    pages_to_read,
    page_proposals,
    reviews,
    documents_to_review,
    changed_texts,
    unreadable,
]


def for_member(member: Member, request: HttpRequest) -> list[Waiting]:
    return [waiting for give in givers for waiting in give(member, request)]
