"""What a search engine takes and gives; see docs of `Engine` for its promises.

No engine touches the database: entries go in, answers come out. The embedded one is
`search.engine.embedded.TantivyEngine`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol


class EngineError(Exception):
    """Anything an engine can fail with; the three below say what to do about it."""


class IndexMissingError(EngineError):
    """No index, a damaged one, or one of another schema: `rebuild` mends all three."""


class IndexBusyError(EngineError):
    """Another process is writing: nothing was changed, try again later."""


class EngineUnreachableError(EngineError):
    """The server of a remote engine does not answer."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the index: a thing, or one page of a file.

    A file with pages has one entry with `page=None` (its title, its summary) and one
    for each page; a page of questions, one for each of them, counted from 1; any other
    thing has a single entry, with its text. Entries of one
    thing share their title, space, author, etc.; what is filtered on is read from each.
    """

    thing: str  # "document:12", "page:7": results are grouped by it
    kind: str  # "document", "reference", "page", "news", "faq"
    space: int
    title: str
    text: str
    page: int | None = None  # from 1
    category: str = ""  # slug
    year: int | None = None
    date: int = 0  # days since 1970-01-01
    author: int | None = None
    published: bool = True
    archived: bool = False  # found, after what is followed
    superseded: bool = False  # archived, and another is read in its place: after all
    keywords: str = ""  # file name, tags, official number: searched, weigh less


@dataclass(frozen=True, slots=True)
class Request:
    """A question and the rights of the one who asks.

    Facets chosen in one tuple are alternatives; tuples are added up. An empty `text`
    finds nothing. `glossary` holds (short form, long form) pairs, looked up both ways.
    """

    text: str
    spaces: frozenset[int]  # those the person sees
    drafts_in: frozenset[int] = frozenset()  # where unpublished things are seen too
    person: int | None = None  # sees their own unpublished things in `spaces`
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    in_spaces: tuple[int, ...] = ()
    years: tuple[int, ...] = ()
    sort: Literal["relevance", "date"] = "relevance"
    page: int = 1
    size: int = 10
    glossary: tuple[tuple[str, str], ...] = ()
    as_typed: bool = False  # nothing is read in place of a word that nobody wrote


@dataclass(frozen=True, slots=True)
class Passage:
    """A fragment of a page; `marks` are (start, end) in `text`, as Python counts."""

    page: int | None
    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    thing: str
    kind: str
    space: int
    score: float  # comparable within one answer only; not when sorted by date
    passages: tuple[Passage, ...]  # three at most, best first; none without a text


FACETS = ("kind", "category", "space", "year")
Facets = Mapping[str, Mapping[str | int, int]]


def _no_facets() -> Facets:
    return {facet: {} for facet in FACETS}


@dataclass(frozen=True, slots=True)
class Answer:
    """`total` and `facets` count things, exactly, within the person's rights.

    The counts of one facet ("kind", "category", "space", "year") ignore what is chosen
    in it and obey what is chosen in the others, so that boxes can be combined.
    """

    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: Facets = field(default_factory=_no_facets)
    words: tuple[str, ...] = ()  # as written in the passages, to mark them elsewhere
    # Folded words that nothing the person sees has, and what was looked for instead.
    corrections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    all_read_otherwise: bool = False  # nothing of the question was looked for as it is
    shortened: bool = False  # the question was too long, its end was not looked for
    too_common: bool = False  # nothing in the question can be looked for


class Engine(Protocol):
    """One index, one writer, many readers in any number of processes.

    `search` and `count` raise IndexMissingError where there is nothing to read.
    """

    def search(self, request: Request) -> Answer: ...

    def complete(self, start: str, request: Request, limit: int = 8) -> list[str]:
        """Words (lower case, no accents) that begin so in what the person may see."""
        ...

    def write(self, entries: Iterable[Entry], gone: Iterable[str] = ()) -> None:
        """Replace all entries of each thing named, remove the things of `gone`.

        All or nothing, seen by every process on return. Raises IndexBusyError, having
        changed nothing, when another writes; IndexMissingError before any `rebuild`.
        """
        ...

    def rebuild(self, entries: Iterable[Entry]) -> None:
        """Build a new index from `entries` while the old one answers, then swap.

        Entries of one thing stand next to each other. What is written meanwhile is
        lost with the old index: the caller writes it again after. IndexBusyError when
        another rebuild is under way.
        """
        ...

    def count(self) -> int:
        """How many entries (things and pages) the index holds."""
        ...
