"""What *Mon espace* shows: what is new since the last visit, and what is one's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from library.models import Document, Version
from members.directory.completeness import completeness
from members.models import Member, Membership, Space
from members.spaces import closed
from pages import news as told
from pages.models import ContentPage
from pages.publishing import own

#: How far back a first visit looks.
FIRST_LOOK = timedelta(days=30)
#: How long a proposal that was published stays in the list of its author.
LATELY = timedelta(days=30)
RECENT = 8
#: Under so many hundredths, one is told to complete his card.
THIN = 40
#: Lines of news; the lists have the rest.
MOST_NEWS = 20
READ = [Version.State.READ, Version.State.UNREADABLE]


@dataclass(frozen=True)
class New:
    """A document or a page that came since a day; the other is None."""

    at: datetime
    document: Document | None = None
    page: ContentPage | None = None


@dataclass(frozen=True)
class News:
    """`since` is when the person last came, None at a first visit.

    `more` tells that there are others than `things`; without anything new, `things`
    are the latest before.
    """

    since: datetime | None
    things: list[New]
    more: bool = False
    is_new: bool = True


def documents_of(member: Member, spaces: list[Space]) -> QuerySet[Document]:
    """Published documents of these spaces."""
    found: QuerySet[Document] = (
        Document.objects.visible_to(member)
        .in_use()
        .filter(space__in=spaces)
        .for_lists()
        .order_by("-created_at")
    )
    return found


def pages_of(member: Member, spaces: list[Space]) -> QuerySet[ContentPage]:
    """Published pages of these spaces, as they were last published."""
    found: QuerySet[ContentPage] = (
        ContentPage.objects.live()
        .visible_to(member)
        .filter(space__in=spaces, depth__gt=2, last_published_at__isnull=False)
        .for_rows()
        .order_by("-last_published_at")
    )
    return found


def newest(
    documents: QuerySet[Document], pages: QuerySet[ContentPage], most: int
) -> list[New]:
    """The newest of both, one more than `most` when there are more."""
    found = [New(each.created_at, document=each) for each in documents[: most + 1]]
    found += [
        New(each.last_published_at, page=each)
        for each in pages[: most + 1]
        if each.last_published_at
    ]
    return sorted(found, key=lambda new: new.at, reverse=True)[: most + 1]


def news(
    member: Member,
    spaces: list[Space],
    since: datetime | None,
    but: Iterable[ContentPage] = (),
) -> News:
    """What others brought to `spaces` since then; when it is nothing, the latest.

    The spaces of the person, or, for who is in none, all those that he sees. Pages
    that stand elsewhere on the screen, `but`, are left out.
    """
    documents, pages = documents_of(member, spaces), pages_of(member, spaces)
    pages = pages.exclude(pk__in=[page.pk for page in but])
    start = since or timezone.now() - FIRST_LOOK
    found = newest(
        documents.filter(created_at__gt=start).exclude(uploaded_by_user=member),
        pages.filter(last_published_at__gt=start).exclude(owner=member),
        MOST_NEWS,
    )
    if found:
        return News(since, found[:MOST_NEWS], more=len(found) > MOST_NEWS)
    before = newest(documents, pages, RECENT)
    return News(since, before[:RECENT], more=len(before) > RECENT, is_new=False)


def spaces_of(member: Member) -> list[Space]:
    """The spaces that the person belongs to; those he sees, for staff. No archives."""
    spaces = Space.objects.visible_to(member).exclude(state=Space.State.ARCHIVED)
    spaces = spaces.with_people_count()
    if member.publishes_everywhere:
        return list(spaces)
    mine = Membership.objects.current().filter(member=member).values("space")
    return list(spaces.filter(pk__in=mine))


def seen_by(member: Member) -> list[Space]:
    """Whose news he reads who belongs to no space."""
    return list(Space.objects.visible_to(member).exclude(state=Space.State.ARCHIVED))


def public_spaces() -> QuerySet[Space]:
    """Their news are for everyone, whatever spaces he is in."""
    return Space.objects.filter(visibility=Space.Visibility.PUBLIC)


def proposals_of(member: Member) -> QuerySet[Document]:
    """What the person proposed and what became of it: what waits, what was refused,
    and what was published lately.
    """
    waits = Q(status__in=[Document.Status.PROPOSED, Document.Status.REFUSED])
    lately = Q(
        status=Document.Status.PUBLISHED, answered_at__gt=timezone.now() - LATELY
    )
    found: QuerySet[Document] = (
        Document.objects.visible_to(member)
        .filter(waits | lately, uploaded_by_user=member)
        .for_lists()
        .order_by("-changed_at")[:RECENT]
    )
    return found


def drafts_of(member: Member) -> QuerySet[ContentPage]:
    """Pages of his that hold words which nobody reads yet."""
    found: QuerySet[ContentPage] = (
        ContentPage.objects.editable_by(member)
        .filter(owner=member)
        .filter(Q(live=False) | Q(has_unpublished_changes=True))
        .select_related("space")
        .order_by("-latest_revision_created_at")[:RECENT]
    )
    return found


def in_progress(member: Member) -> QuerySet[Version]:
    """Files of his that are being read."""
    mine = Document.objects.visible_to(member).filter(uploaded_by_user=member)
    found: QuerySet[Version] = (
        Version.objects.filter(document__in=mine)
        .exclude(state__in=READ)
        .select_related("document")
        .order_by("-added_at")[:RECENT]
    )
    return found


def meetings_of(spaces: list[Space]) -> list[Space]:
    """Those of the spaces that meet soon, the first to meet first."""
    moments = {space: space.meets_at for space in spaces if space.meets_soon}
    by_moment = sorted((at, space.pk, space) for space, at in moments.items() if at)
    return [space for _, _, space in by_moment][:RECENT]


def context(member: Member, since: datetime | None) -> dict[str, Any]:
    """What the template of *Mon espace* shows of the apps below."""
    spaces = spaces_of(member)
    read = spaces or seen_by(member)
    headlines = told.on_front(member, [*read, *public_spaces()])
    card = completeness(member)
    proposals = list(proposals_of(member))
    page_proposals = list(own.mine(member)[:RECENT])
    closed.look_up(each.space for each in [*proposals, *page_proposals])
    return {
        "my_spaces": spaces,
        "meetings": meetings_of(spaces),
        "headlines": headlines,
        "news_since": since,
        "news": news(member, read, since, headlines),
        "proposals": proposals,
        "page_proposals": page_proposals,
        "drafts": drafts_of(member),
        "card": card if card.percent < THIN else None,
        "in_progress": in_progress(member),
    }
