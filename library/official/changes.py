"""An official text changes: what cites it says so until it was looked at again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from library.changes import announce
from library.models import Document, Protocol, Reference
from members.models import Member, Space
from members.rights import User
from pages.models import ContentPage

#: So many of the texts that changed last are looked for in pages.
MOST = 200


def cited_in_pages(keys: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Keys of published pages, and of the texts among `keys` that each names."""
    kinds = ContentType.objects.get_for_models(Page, Reference)
    rows = ReferenceIndex.objects.filter(
        base_content_type=kinds[Page],
        to_content_type=kinds[Reference],
        to_object_id__in=[str(key) for key in keys],
    ).values_list("object_id", "to_object_id")
    for page, text in rows.distinct():
        yield int(page), int(text)


@dataclass(frozen=True)
class Changed:
    """A text that changed, and what replaces it, as far as the reader sees."""

    text: Reference
    after: Reference | None


def with_successors(texts: Iterable[Reference], user: User) -> list[Changed]:
    found = list(texts)
    keys = {each.replaced_by_id for each in found} - {None}
    seen = Reference.objects.visible_to(user).filter(pk__in=keys).defer("text")
    after = {each.pk: each for each in seen} if keys else {}
    return [Changed(each, after.get(each.replaced_by_id)) for each in found]


def is_later(changed_at: datetime | None, *looked: datetime | date | None) -> bool:
    """Did it change after all these looks? A look of a day counts for that day."""
    if changed_at is None:
        return False
    for look in looked:
        if isinstance(look, datetime):
            if look >= changed_at:
                return False
        elif look is not None and look >= timezone.localdate(changed_at):
            return False
    return True


def unseen_by_pages(
    pages: Sequence[ContentPage], user: User
) -> dict[int, list[Changed]]:
    """What changed in the texts that each page names since it was looked at; four
    queries for any number of pages.
    """
    kinds = ContentType.objects.get_for_models(Page, Reference)
    rows = ReferenceIndex.objects.filter(
        base_content_type=kinds[Page],
        object_id__in=[str(page.pk) for page in pages],
        to_content_type=kinds[Reference],
    ).values_list("object_id", "to_object_id")
    named: dict[int, set[int]] = defaultdict(set)
    for page_key, key in rows:
        named[int(page_key)].add(int(key))
    if not named:
        return {}
    seen = Reference.objects.visible_to(user).filter(changed_at__isnull=False)
    every = seen.filter(pk__in=set().union(*named.values())).defer("text")
    changed = {each.text.pk: each for each in with_successors(every, user)}
    found = {}
    for page in pages:
        looked = (page.last_published_at, page.verified_on)
        texts = [changed[key] for key in sorted(named[page.pk]) if key in changed]
        late = [each for each in texts if is_later(each.text.changed_at, *looked)]
        if late:
            found[page.pk] = late
    return found


def unseen_by_protocol(protocol: Protocol, user: User) -> list[Changed]:
    """The same of a protocol."""
    document = protocol.document
    added = document.current.added_at if document.current else None
    looked = (added, document.verified_on)
    seen = Reference.objects.visible_to(user).filter(changed_at__isnull=False)
    texts = seen.filter(protocols=protocol).defer("text")
    return with_successors(
        [each for each in texts if is_later(each.changed_at, *looked)], user
    )


def notices_of_pages(
    pages: Sequence[ContentPage], user: User
) -> dict[int, tuple[str, dict[str, Any]]]:
    """`pages.notices.givers`: what to say above each page."""
    return {
        key: ("library/_changed_texts.html", {"changed": late, "here": "cette page"})
        for key, late in unseen_by_pages(pages, user).items()
    }


def protocols_citing(reference: Reference, user: User) -> list[Document]:
    """Protocols that name a text, that `user` sees, by title."""
    seen = Document.objects.visible_to(user).filter(
        protocol__references=reference, protocol__retired_at=None
    )
    return list(seen.for_lists().order_by("title", "pk"))


@dataclass(frozen=True)
class ToLookAt:
    """A page or a document, and the texts that changed since it was looked at."""

    thing: ContentPage | Document
    texts: list[Reference]


def to_look_at(member: Member) -> list[ToLookAt]:
    """What he answers for and cites a text that changed, the latest change first."""
    changed = {
        each.pk: each
        for each in Reference.objects.visible_to(member)
        .filter(changed_at__isnull=False)
        .order_by("-changed_at")
        .defer("text")[:MOST]
    }
    if not changed:
        return []
    return [*pages_to_look_at(member, changed), *protocols_to_look_at(member, changed)]


def pages_to_look_at(member: Member, changed: dict[int, Reference]) -> list[ToLookAt]:
    texts: dict[int, list[Reference]] = defaultdict(list)
    for page_key, key in cited_in_pages(changed):
        texts[page_key].append(changed[key])
    edited = ContentPage.objects.editable_by(member).values("pk")
    mine = ContentPage.objects.live().visible_to(member).filter(pk__in=texts)
    pages = mine.filter(Q(owner=member) | Q(pk__in=edited))
    found = []
    for page in pages.select_related("space", "owner").defer("body"):
        looked = (page.last_published_at, page.verified_on)
        late = [e for e in texts[page.pk] if is_later(e.changed_at, *looked)]
        if late:
            found.append(ToLookAt(page, late))
    return found


def protocols_to_look_at(
    member: Member, changed: dict[int, Reference]
) -> list[ToLookAt]:
    links = Protocol.references.through.objects.filter(reference__in=changed)
    texts: dict[int, list[Reference]] = defaultdict(list)
    for protocol, key in links.values_list("protocol_id", "reference_id"):
        texts[protocol].append(changed[key])
    his = Q(uploaded_by_user=member, space__in=Space.objects.published_by(member))
    mine = (
        Document.objects.visible_to(member)
        .in_use()
        .filter(
            his | Q(space__in=Space.objects.changed_by(member)),
            protocol__in=texts,
            protocol__retired_at=None,
        )
    )
    found = []
    for document in mine.for_lists():
        looked = (document.current and document.current.added_at, document.verified_on)
        mentioned = texts[document.protocol.pk]
        late = [e for e in mentioned if is_later(e.changed_at, *looked)]
        if late:
            found.append(ToLookAt(document, late))
    return found


def end_today() -> int:
    """The daily job: texts whose last day has come are in force no more."""
    over = Reference.objects.filter(in_force=True, ended_on__lte=timezone.localdate())
    with transaction.atomic():
        ended = list(over.values_list("pk", flat=True))
        Reference.objects.filter(pk__in=ended).update(
            in_force=False, changed_at=timezone.now(), change=Reference.ENDED
        )
        announce(f"reference:{key}" for key in ended)
    return len(ended)
