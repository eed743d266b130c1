"""The page of results: hits, passages, boxes and tabs, ready for the template."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from library.models import Category
from library.units import place
from members.models import Space
from members.rights import User
from pages.models import ContentPage
from search.describing import chips, describe
from search.engine import Answer, Passage
from search.engine.forms import same
from search.engine.french import WORD, clean, fold
from search.facade import LAST_PAGE, Found, Question, Result, last_page
from search.forms import BOXES
from search.leading import (
    at_question,
    opened,
    question_of,
    thing_url,
    with_words,
)
from search.nothing import nothing_to_look_for, other_ways
from search.typography import grouped, shown, unbroken

KIND_NAMES = {
    "document": "Documents",
    "reference": "Textes officiels",
    "page": "Pages",
    "news": "Actualités",
    "faq": "Questions fréquentes",
}
KIND_ICONS = {
    "document": "file-text",
    "reference": "scale",
    "page": "book-open",
    "news": "newspaper",
    "faq": "circle-question-mark",
}
#: What a page of the site is called, in the line above its title.
OPTIONS_SHOWN, MOST_OPTIONS = 8, 10  # of one facet: when there are more, the first 8


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
    instead: Any = None  # the document that is read in its place


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    checked: bool

    @property
    def shown(self) -> str:
        return grouped(self.count)


@dataclass(frozen=True)
class Facet:
    name: str
    legend: str
    options: list[Option]
    others: list[Option]  # folded away, for there are many


@dataclass(frozen=True)
class Tab:
    label: str
    count: str
    url: str
    current: bool


@dataclass(frozen=True)
class Correction:
    """A word that nothing the person sees has, and those looked for in its place."""

    word: str
    read_as: list[str]


@dataclass(frozen=True)
class Names:
    """What the person may see, to name the boxes."""

    spaces: dict[int, Space]
    categories: dict[str, str]


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


def show(
    person: User, result: Result, question: Question, given: QueryDict
) -> dict[str, Any]:
    """The context of the template `search/results.html`."""
    answer = result.answer
    names = Names(
        {space.pk: space for space in Space.objects.visible_to(person)},
        dict(Category.objects.values_list("slug", "name")),
    )
    return {
        "query": question.text.strip(),
        "shown_query": shown(question.text),
        "answer": answer,
        "total": grouped(answer.total),
        "corrections": corrections(answer, question.text),
        "as_typed": question.as_typed,
        "as_typed_url": address(given, **{"tel-quel": ["1"], "page": []}),
        **nothing_found(answer, question, given),
        "hits": [show_hit(found, question.text) for found in result.found],
        "facets": facets(answer, question, names),
        "kinds": question.kinds,
        "kind_tabs": kind_tabs(answer, question, given),
        "active_filters": active_filters(names, given),
        "bare_url": address(given, **{name: [] for name in (*BOXES, "nature", "page")}),
        "pager": pager(answer, question, given),
        "most_shown": grouped(LAST_PAGE * question.size),
        "more_than_shown": answer.total > LAST_PAGE * question.size,
        "sort": {
            "by_date": question.by_date,
            "relevance_url": address(given, tri=[], page=[]),
            "date_url": address(given, tri=["date"], page=[]),
        },
    }


def nothing_found(
    answer: Answer, question: Question, given: QueryDict
) -> dict[str, Any]:
    """What to say, and to offer, when there is no result."""
    if answer.total:
        return {}
    return {
        "nothing": nothing_to_look_for(question.text) if answer.too_common else "",
        "other_ways": list(other_ways(question.text)),
        "nearly_url": address(given, **{"tel-quel": []}) if question.as_typed else "",
    }


def corrections(answer: Answer, text: str) -> list[Correction]:
    """Words that nobody wrote, as typed, and what was looked for, as it is written."""
    typed = {fold(word): word for word in WORD.findall(clean(text))}
    return [
        Correction(typed.get(word, word), [as_written(other, answer) for other in read])
        for word, read in answer.corrections.items()
    ]


def as_written(word: str, answer: Answer) -> str:
    """A folded word with its accents: as the passages have it, or a form of it."""
    written = {fold(found): found for found in reversed(answer.words)}
    forms = [found for folded, found in written.items() if folded in same(word)]
    return written.get(word) or (forms[-1] if forms else word)


def pager(answer: Answer, question: Question, given: QueryDict) -> Pager:
    return Pager(question.page, last_page(answer, question), given)


def show_hit(found: Found, text: str) -> ShownHit:
    hit, thing = found.hit, found.thing
    url = thing_url(thing)
    return ShownHit(
        title=thing.title,
        url=opened(found, url, text),
        kind=hit.kind,
        kind_label=KIND_NAMES[hit.kind],
        icon=KIND_ICONS[hit.kind],
        space=thing.space,
        meta=describe(thing, hit.kind),
        chips=chips(thing),
        passages=[show_passage(p, found, url, text) for p in hit.passages],
        thing=thing,
        instead=found.instead,
    )


def show_passage(passage: Passage, found: Found, url: str, text: str) -> ShownPassage:
    if isinstance(found.thing, ContentPage):  # a page of the site marks nothing
        address = at_question(url, found, passage.page)
    else:
        address = with_words(url, text, passage.page)
    return ShownPassage(
        page=passage.page,
        label=label(passage, found),
        url=address,
        html=under_question(found, passage),
    )


def under_question(found: Found, passage: Passage) -> SafeString:
    """An answer, after the question when the passage does not begin with it."""
    question = question_of(found, passage.page)
    if question is None or passage.text.startswith(question.question):
        return mark(passage)
    return format_html("<b>{}</b> {}", question.question, mark(passage))


def label(passage: Passage, found: Found) -> str:
    """Where in its thing a passage stands: « p. 15 », « feuille 2 », « résumé »."""
    if found.hit.kind == "faq" and passage.page:
        return "réponse"
    if found.hit.kind != "document":
        return "extrait"
    if passage.page is None:
        return "résumé"
    return place(found.thing.current, passage.page)


def mark(passage: Passage) -> SafeString:
    """The passage, escaped, with its words in <mark>."""
    text = unbroken(passage.text)
    parts: list[Any] = []
    end = 0
    for start, stop in passage.marks:
        parts += [
            conditional_escape(text[end:start]),
            format_html("<mark>{}</mark>", text[start:stop]),
        ]
        end = stop
    parts.append(conditional_escape(text[end:]))
    # Each part is escaped above.
    return mark_safe("".join(parts))  # noqa: S308


def kind_tabs(answer: Answer, question: Question, given: QueryDict) -> list[Tab]:
    counts = answer.facets.get("kind", {})
    total = grouped(sum(counts.values()))
    tabs = [Tab("Tout", total, address(given, nature=[], page=[]), not question.kinds)]
    for kind, name in KIND_NAMES.items():
        chosen = question.kinds == (kind,)
        if counts.get(kind) or chosen:
            url = address(given, nature=[kind], page=[])
            tabs.append(Tab(name, grouped(counts.get(kind, 0)), url, chosen))
    return tabs


def facets(answer: Answer, question: Question, names: Names) -> list[Facet]:
    """Boxes with their counts; one that is ticked stays, even when nothing is left."""
    spaces = counted(answer, "space", question.spaces)
    categories = counted(answer, "category", question.categories)
    years = counted(answer, "year", question.years)
    found = [
        facet(
            "espace",
            "Espace",
            [
                Option(space.slug, space.name, n, pk in question.spaces)
                for pk, n in most_first(spaces)
                if (space := names.spaces.get(int(pk)))
            ],
        ),
        facet(
            "categorie",
            "Catégorie",
            [
                Option(str(slug), name, n, slug in question.categories)
                for slug, n in most_first(categories)
                if (name := names.categories.get(str(slug)))
            ],
        ),
        facet(
            "annee",
            "Année",
            [
                Option(str(year), str(year), n, year in question.years)
                for year, n in sorted(years.items(), reverse=True)
            ],
        ),
    ]
    return [facet for facet in found if facet.options]


def counted(
    answer: Answer, facet: str, chosen: Iterable[str | int]
) -> dict[str | int, int]:
    return dict.fromkeys(chosen, 0) | dict(answer.facets.get(facet, {}))


def most_first(counts: dict[str | int, int]) -> list[tuple[str | int, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))


def facet(name: str, legend: str, options: list[Option]) -> Facet:
    """The first options and those that are ticked; the others folded away if many."""
    if len(options) <= MOST_OPTIONS:
        return Facet(name, legend, options, [])
    first = [o for n, o in enumerate(options) if n < OPTIONS_SHOWN or o.checked]
    return Facet(name, legend, first, [o for o in options if o not in first])


def unknown(name: str, value: str) -> str:
    """What a chip says of a value that names nothing, or nothing that one sees."""
    return "Espace inconnu" if name == "espace" else shown(value)[:40]


def active_filters(names: Names, given: QueryDict) -> list[dict[str, str]]:
    """The ticked boxes, each with the address of the search without it.

    A value that names nothing is there too: it can be removed.
    """
    spaces = {space.slug: space.name for space in names.spaces.values()}
    labels: dict[str, dict[str, str]] = {
        "espace": spaces,
        "categorie": names.categories,
        "annee": {},
    }
    return [
        {
            "label": known.get(value) or unknown(name, value),
            "remove_url": address(
                given,
                **{name: [v for v in given.getlist(name) if v != value], "page": []},
            ),
        }
        for name, known in labels.items()
        for value in dict.fromkeys(BOXES[name](given))
    ]
