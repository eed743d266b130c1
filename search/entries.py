"""What the index holds of each thing: entries, built from the database.

A thing is named by its kind and key: `document:12`, `reference:3`, `page:7`.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from library.models import Document, Extract, Reference
from library.reading.ligatures import joined
from pages.models import ContentPage, FaqPage, NewsPage
from search.dating import Day, day_of
from search.engine import Entry
from search.page_text import answers, ended, page_text

BATCH = 200
EPOCH = date(1970, 1, 1)


UNDATED = -1_000_000  # days: sorted after all that has a date, even of before 1970


def dated(day: Day | None) -> dict[str, Any]:
    """The fields of an entry that tell its day."""
    found = day.day if day else None
    return {"date": days(found), "year": found.year if found else None}


def days(day: date | None) -> int:
    """Days since 1970."""
    return (day - EPOCH).days if day else UNDATED


def document_entries(keys: Sequence[int]) -> Iterator[Entry]:
    """The entry of each document, then one for each page of its current version."""
    documents: Any = Document.objects.filter(pk__in=keys)
    documents = documents.select_related("category", "current").prefetch_related(
        "tags", "communes"
    )
    for document in documents:
        version = document.current
        shared: dict[str, Any] = {
            "thing": f"document:{document.pk}",
            "kind": "document",
            "space": document.space_id,
            "title": document.title,
            "category": document.category.slug,
            "author": document.uploaded_by_user_id,
            "published": not document.is_seen_by_few,
            "archived": document.is_archived,
            "superseded": document.is_superseded,
            **dated(day_of(document)),
        }
        tags = " ".join(tag.name for tag in document.tags.all())
        towns = " ".join(commune.commune_name for commune in document.communes.all())
        names = (
            f"{version.name if version else ''} {tags} {towns} {document.written_by}"
        )
        yield Entry(text=document.summary, keywords=names.strip(), **shared)
        if version is None:
            continue
        extracts = Extract.objects.filter(version=version).order_by("page")
        for page, text in extracts.values_list("page", "text").iterator(BATCH):
            if text:
                # Joined again for what was read before reading did it.
                yield Entry(text=joined(text), page=page, **shared)


def reference_entries(keys: Sequence[int]) -> Iterator[Entry]:
    references = Reference.objects.filter(pk__in=keys).select_related("category")
    for reference in references:
        yield Entry(
            thing=f"reference:{reference.pk}",
            kind="reference",
            space=reference.space_id,
            title=reference.title,
            text=f"{ended(reference.summary)}\n\n{reference.text}".strip(),
            category=reference.category.slug if reference.category else "",
            keywords=f"{reference.number} {reference.nor}".strip(),
            **dated(day_of(reference)),
        )


def page_entries(keys: Sequence[int]) -> Iterator[Entry]:
    """Published pages only: a draft is found in the admin."""
    pages = ContentPage.objects.live().filter(pk__in=keys, depth__gt=2)
    for page in pages.for_rows():
        kind = kind_of(page)
        shared: dict[str, Any] = {
            "thing": f"page:{page.pk}",
            "kind": kind,
            "space": page.space_id,
            "title": page.title,
            **dated(day_of(page)),
        }
        yield Entry(text=page_text(page), **shared)
        if kind == "faq":
            for number, text in enumerate(answers(page), 1):
                yield Entry(text=text, page=number, **shared)


def kind_of(page: ContentPage) -> str:
    """News and questions are told apart from the other pages."""
    kinds = {NewsPage: "news", FaqPage: "faq"}
    return kinds.get(page.specific_class, "page")


KINDS = {
    "document": (Document, document_entries),
    "reference": (Reference, reference_entries),
    "page": (ContentPage, page_entries),
}


def of_things(things: Iterable[str]) -> Iterator[Entry]:
    """The entries of things given by name; nothing for one that is gone."""
    keys: dict[str, list[int]] = {}
    for thing in things:
        kind, _, key = thing.partition(":")
        keys.setdefault(kind, []).append(int(key))
    for kind, wanted in keys.items():
        _, build = KINDS[kind]
        for start in range(0, len(wanted), BATCH):
            yield from build(wanted[start : start + BATCH])


def everything() -> Iterator[Entry]:
    """All that may be found, for a rebuild."""
    for model, build in KINDS.values():
        keys = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), BATCH):
            yield from build(keys[start : start + BATCH])
