"""An official text changes: what cites it says so until it was looked at again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from library.changes import announce
from library.models import Document, Protocol, Reference
from members.models import Member
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


def cited_by_page(page: ContentPage, user: User) -> list[Reference]:
    """The texts that a page names, that `user` sees, and that have changed."""
    kinds = ContentType.objects.get_for_models(Page, Reference)
    named = ReferenceIndex.objects.filter(
        base_content_type=kinds[Page],
        object_id=str(page.pk),
        to_content_type=kinds[Reference],
    ).values_list("to_object_id", flat=True)
    keys = {int(key) for key in named}
    if not keys:
        return []
    seen = Reference.objects.visible_to(user).filter(changed_at__isnull=False)
    return list(seen.filter(pk__in=keys).defer("text"))


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


def unseen_by_page(page: ContentPage, user: User) -> list[Changed]:
    """What changed in the texts that a page names since it was looked at."""
    looked = (page.last_published_at, page.verified_on)
    texts = cited_by_page(page, user)
    return with_successors(
        [each for each in texts if is_later(each.changed_at, *looked)], user
    )


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


def notice_of_page(page: ContentPage, user: User) -> tuple[str, dict[str, Any]] | None:
    """`pages.notices.givers`: what to say above a page."""
    changed = unseen_by_page(page, user)
    context = {"changed": changed, "here": "cette page"}
    return ("library/_changed_texts.html", context) if changed else None


def protocols_citing(reference: Reference, user: User) -> list[Document]:
    """Protocols that name a text, that `user` sees, by title."""
    seen = Document.objects.visible_to(user).filter(protocol__references=reference)
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
    pages = ContentPage.objects.live().editable_by(member).filter(pk__in=texts)
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
    mine = Document.objects.editable_by(member).in_use()
    found = []
    for document in mine.filter(protocol__in=texts).for_lists():
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
