"""The one public function of search: a person, a question, what he finds.

The rights are in the engine's query, so that counts and facets know them too; what
is shown is then fetched through `visible_to`, so that a right taken away a second
ago holds even if the index has not heard of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from library.keeping.succession import successors
from library.models import Document, Reference
from library.official import changes
from members.models import Member, Space
from members.rights import User
from members.words import in_one_gender
from pages.glossary import Known, load
from pages.models import ContentPage
from search.engine import Answer, Hit, Request
from search.engines import engine
from search.glossary import defined, pairs

#: No page of results beyond this: who goes so far should narrow the question.
LAST_PAGE = 50


@dataclass(frozen=True)
class Question:
    """What is asked: the words, and the boxes that are ticked."""

    text: str
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    spaces: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    by_date: bool = False
    as_typed: bool = False
    page: int = 1
    size: int = 10


@dataclass(frozen=True)
class Found:
    """A hit, with the thing that it stands for (its text is not loaded), and what is
    read in its place when it was replaced."""

    hit: Hit
    thing: Any
    instead: Document | Reference | None = None


@dataclass(frozen=True)
class Result:
    answer: Answer
    found: list[Found] = field(default_factory=list)
    term: Known | None = None  # of the glossary, when the question is one


Fetch = Callable[[User], Any]


def pages(user: User) -> Any:
    return ContentPage.objects.live().visible_to(user).for_rows()


FETCH: dict[str, Fetch] = {
    "document": lambda user: Document.objects.visible_to(user).for_lists(),
    "reference": lambda user: Reference.objects.visible_to(user).for_lists(),
    "page": lambda user: pages(user).defer("body"),
    "news": lambda user: pages(user).defer("body"),
    # Its body tells where each question stands.
    "faq": pages,
}


def find(person: User, question: Question) -> Result:
    """What `person` finds. Raises EngineError when there is no index to ask."""
    terms = load()
    answer = engine().search(request(person, question, terms))
    found = with_successors(person, list(fetch(person, answer.hits)))
    if not question.by_date:
        found = followed_first(found)
    return Result(answer, found, defined(terms, question.text))


def last_page(answer: Answer, question: Question) -> int:
    """The last page of results that can be opened; 1 when there is none."""
    return min(max(-(-answer.total // question.size), 1), LAST_PAGE)


def request(person: User, question: Question, terms: Iterable[Known]) -> Request:
    """The engine's request: the question, the person's rights, the glossary."""
    seen = Space.objects.visible_to(person).values_list("pk", flat=True)
    edited = Space.objects.edited_by(person).values_list("pk", flat=True)
    return Request(
        text=in_one_gender(question.text),
        spaces=frozenset(seen),
        drafts_in=frozenset(edited),
        person=person.pk if isinstance(person, Member) else None,
        kinds=question.kinds,
        categories=question.categories,
        in_spaces=question.spaces,
        years=question.years,
        sort="date" if question.by_date else "relevance",
        page=min(max(question.page, 1), LAST_PAGE),
        size=question.size,
        glossary=pairs(terms),
        as_typed=question.as_typed,
    )


def fetch(person: User, hits: Iterable[Hit]) -> Iterable[Found]:
    """The things of the hits, one query a kind, without those gone or hidden."""
    keys: dict[str, list[int]] = {}
    hits = list(hits)
    for hit in hits:
        keys.setdefault(hit.kind, []).append(int(hit.thing.partition(":")[2]))
    things = {
        (kind, pk): thing
        for kind, wanted in keys.items()
        for pk, thing in FETCH[kind](person).in_bulk(wanted).items()
    }
    for hit in hits:
        name = (hit.kind, int(hit.thing.partition(":")[2]))
        if name in things:
            yield Found(hit, things[name])


def with_successors(person: User, found: list[Found]) -> list[Found]:
    """Those replaced, with what is read in their place, if the person sees it."""
    replaced = [
        one.thing
        for one in found
        if isinstance(one.thing, Document) and one.thing.is_superseded
    ]
    texts = [one.thing for one in found if isinstance(one.thing, Reference)]
    instead: dict[type, dict[int, Any]] = {
        Document: dict(successors(person, replaced)),
        Reference: {
            each.text.pk: each.after for each in changes.with_successors(texts, person)
        },
    }
    return [
        replace(one, instead=instead.get(type(one.thing), {}).get(one.thing.pk))
        for one in found
    ]


def followed_first(found: list[Found]) -> list[Found]:
    """What replaces another stands right before it, if it stood after."""
    ordered = list(found)
    for one in found:
        if one.instead is None:
            continue
        places = {
            each.thing.pk: place
            for place, each in enumerate(ordered)
            if type(each.thing) is type(one.thing)
        }
        there, here = places.get(one.instead.pk, -1), places[one.thing.pk]
        if there > here:
            ordered.insert(here, ordered.pop(there))
    return ordered
