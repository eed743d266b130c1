"""The page of results: hits, passages, boxes and tabs, ready for the template."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.template.defaultfilters import date as format_date
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from library.models import Category, Document, Reference
from members.models import Space
from pages.models import ContentPage
from search.engine import Answer, Hit, Passage
from search.facade import LAST_PAGE, Found, Question, Result

KIND_NAMES = {"document": "Documents", "reference": "Textes officiels", "page": "Pages"}
KIND_ICONS = {"document": "file-text", "reference": "scale", "page": "book-open"}
YEARS_SHOWN = 8


@dataclass(frozen=True)
class ShownPassage:
    page: int | None
    label: str
    url: str
    html: SafeString


@dataclass(frozen=True)
class ShownHit:
    title: str
    url: str
    kind: str
    kind_label: str
    icon: str
    space: Space
    meta: str
    chips: list[dict[str, str]]
    passages: list[ShownPassage]
    thing: Any


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True)
class Facet:
    name: str
    legend: str
    options: list[Option]


@dataclass(frozen=True)
class Tab:
    label: str
    count: int
    url: str
    current: bool


@dataclass
class Pager:
    """Pages of results, and the addresses of those beside this one."""

    number: int
    last: int
    given: QueryDict
    previous_url: str = field(init=False)
    next_url: str = field(init=False)

    def __post_init__(self) -> None:
        self.previous_url = self.url_of(self.number - 1) if self.number > 1 else ""
        self.next_url = self.url_of(self.number + 1) if self.number < self.last else ""

    def url_of(self, number: int) -> str:
        return address(self.given, page=[str(number)] if number > 1 else [])


def address(given: QueryDict, **changed: list[str]) -> str:
    """The address of this search with some of its parameters replaced."""
    kept = given.copy()
    for name, values in changed.items():
        kept.setlist(name, values)
    return f"?{kept.urlencode()}"


def show(result: Result, question: Question, given: QueryDict) -> dict[str, Any]:
    """The context of the template `search/results.html`."""
    answer = result.answer
    return {
        "query": question.text.strip(),
        "answer": answer,
        "hits": [show_hit(found, question.text) for found in result.found],
        "facets": facets(answer, question),
        "kind_tabs": kind_tabs(answer, question, given),
        "active_filters": active_filters(question, given),
        "pager": pager(answer, question, given),
        "sort": {
            "by_date": question.by_date,
            "relevance_url": address(given, tri=[], page=[]),
            "date_url": address(given, tri=["date"], page=[]),
        },
    }


def pager(answer: Answer, question: Question, given: QueryDict) -> Pager:
    last = min(-(-answer.total // question.size), LAST_PAGE)
    return Pager(question.page, max(last, 1), given)


def show_hit(found: Found, text: str) -> ShownHit:
    hit, thing = found.hit, found.thing
    url = thing_url(thing)
    return ShownHit(
        title=thing.title,
        url=with_words(url, text) if hit.kind == "document" else url,
        kind=hit.kind,
        kind_label=KIND_NAMES[hit.kind],
        icon=KIND_ICONS[hit.kind],
        space=thing.space,
        meta=describe(thing),
        chips=chips(thing),
        passages=[show_passage(p, hit, url, text) for p in hit.passages],
        thing=thing,
    )


def thing_url(thing: Any) -> str:
    if isinstance(thing, ContentPage):
        return thing.get_url() or ""
    return str(thing.get_absolute_url())


def with_words(url: str, text: str, page: int | None = None) -> str:
    """The address of a document, opened at a page with the words marked."""
    asked = {"page": page} if page else {}
    return f"{url}?{urlencode({**asked, 'q': text[:300]})}" + (
        "#lecture" if page else ""
    )


def show_passage(passage: Passage, hit: Hit, url: str, text: str) -> ShownPassage:
    paged = hit.kind == "document" and passage.page is not None
    return ShownPassage(
        page=passage.page,
        label=f"p. {passage.page}" if paged else "extrait",
        url=with_words(url, text, passage.page) if paged else url,
        html=mark(passage),
    )


def mark(passage: Passage) -> SafeString:
    """The passage, escaped, with its words in <mark>."""
    parts: list[Any] = []
    end = 0
    for start, stop in passage.marks:
        parts += [
            conditional_escape(passage.text[end:start]),
            format_html("<mark>{}</mark>", passage.text[start:stop]),
        ]
        end = stop
    parts.append(conditional_escape(passage.text[end:]))
    # Each part is escaped above.
    return mark_safe("".join(parts))  # noqa: S308


def describe(thing: Any) -> str:
    """One quiet line: what it is, how long, since when."""
    if isinstance(thing, Document):
        pages = thing.current.page_count if thing.current else None
        parts = [thing.category.name]
        if pages and pages > 1:
            parts.append(f"{pages} pages")
        parts.append(f"ajouté le {format_date(thing.created_at, 'j F Y')}")
        return " · ".join(parts)
    if isinstance(thing, Reference):
        kind = Reference.Kind(thing.kind).label.capitalize()
        since = f" · {format_date(thing.date, 'j F Y')}" if thing.date else ""
        return f"{kind}{since}"
    day = thing.last_published_at
    return f"Page · publiée le {format_date(day, 'j F Y')}" if day else "Page"


def chips(thing: Any) -> list[dict[str, str]]:
    if isinstance(thing, Reference) and not thing.in_force:
        label = "N’est plus en vigueur"
        return [{"tone": "warn", "icon": "triangle-alert", "label": label}]
    if isinstance(thing, Document) and thing.is_proposed:
        return [{"tone": "warn", "icon": "clock", "label": "Proposé"}]
    return []


def kind_tabs(answer: Answer, question: Question, given: QueryDict) -> list[Tab]:
    counts = answer.facets.get("kind", {})
    total = sum(counts.values())
    tabs = [Tab("Tout", total, address(given, nature=[], page=[]), not question.kinds)]
    for kind, name in KIND_NAMES.items():
        if counts.get(kind):
            url = address(given, nature=[kind], page=[])
            tabs.append(Tab(name, counts[kind], url, question.kinds == (kind,)))
    return tabs


def facets(answer: Answer, question: Question) -> list[Facet]:
    counts = answer.facets
    spaces = Space.objects.in_bulk([int(pk) for pk in counts.get("space", {})])
    names = dict(Category.objects.values_list("slug", "name"))
    found = [
        Facet(
            "espace",
            "Espace",
            [
                Option(
                    spaces[int(pk)].slug,
                    spaces[int(pk)].name,
                    n,
                    int(pk) in question.spaces,
                )
                for pk, n in by_count(counts.get("space", {}))
                if int(pk) in spaces
            ],
        ),
        Facet(
            "categorie",
            "Catégorie",
            [
                Option(str(slug), names[str(slug)], n, slug in question.categories)
                for slug, n in by_count(counts.get("category", {}))
                if slug in names
            ],
        ),
        Facet(
            "annee",
            "Année",
            [
                Option(str(year), str(year), n, year in question.years)
                for year, n in years(counts.get("year", {}), question)
            ],
        ),
    ]
    return [facet for facet in found if facet.options]


def by_count(counts: Any) -> list[tuple[str | int, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))


def years(counts: Any, question: Question) -> list[tuple[int, int]]:
    """The latest years, and those that are ticked."""
    latest = sorted(((int(y), n) for y, n in counts.items()), reverse=True)
    chosen = [pair for pair in latest[YEARS_SHOWN:] if pair[0] in question.years]
    return latest[:YEARS_SHOWN] + chosen


def active_filters(question: Question, given: QueryDict) -> list[dict[str, str]]:
    """The ticked boxes, each with the address of the search without it."""
    labels = {
        "espace": dict(Space.objects.values_list("slug", "name"))
        if question.spaces
        else {},
        "categorie": dict(Category.objects.values_list("slug", "name"))
        if question.categories
        else {},
        "annee": {str(year): str(year) for year in question.years},
    }
    return [
        {
            "label": names[value],
            "remove_url": address(
                given,
                **{name: [v for v in given.getlist(name) if v != value], "page": []},
            ),
        }
        for name, names in labels.items()
        for value in given.getlist(name)
        if value in names
    ]
