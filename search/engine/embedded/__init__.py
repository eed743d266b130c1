"""The embedded engine: a Tantivy index in a folder, no server.

How a question is answered: one query counts the things that match (half of the words,
all of them by date, all that is quoted), another ranks things and pages together by
any of the words; the best document of a thing gives its rank, with a little for each
further one; its best pages give the passages.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path

import tantivy
from tantivy import Query

from search.engine import Answer, Entry, Hit, Passage, Request
from search.engine.embedded import asking, scoring
from search.engine.embedded.folder import Folder
from search.engine.embedded.rarity import Rarity
from search.engine.embedded.schema import (
    FACETS,
    SCHEMA,
    documents_of,
    seen_by,
)
from search.engine.embedded.spelling import is_written
from search.engine.french import LONGEST_WORD, clean, folded_words
from search.engine.passages import Marker, best_passage
from search.query import parse

MOST_PASSAGES = 3
OPENING_PAGES = 2  # the thing itself, and its first page with words
MOST_VALUES = 1000  # of one facet
FEW = 500  # things that match, whose documents can be named one by one
HEAD = 100  # ranked documents whose places are settled together
FURTHER = 0.2  # what the next page of a thing adds, of its score; the one after, 0.04


@dataclass(slots=True)
class Ranked:
    """A thing found: its score, and its best document."""

    thing: int
    score: float
    address: tantivy.DocAddress
    share: float = 1.0  # what a further page would add is this, times FURTHER


class TantivyEngine:
    """See `search.engine.Engine`. Threads may share one; processes open their own."""

    def __init__(self, root: Path) -> None:
        self._folder = Folder(root)

    def search(self, request: Request) -> Answer:
        searcher = self._folder.searcher()
        question = parse(request.text)
        if question.is_empty:
            too_common = bool(request.text.strip())
            return Answer(shortened=question.shortened, too_common=too_common)
        if not seen_by(request):
            return Answer(shortened=question.shortened)
        plan = asking.plan(question, request, searcher)
        if plan.is_hopeless:
            return Answer(shortened=question.shortened)
        return _Search(searcher, request, plan).answer()

    def complete(self, start: str, request: Request, limit: int = 8) -> list[str]:
        words = folded_words(clean(start[:LONGEST_WORD]))
        if len(words) != 1 or len(words[0]) < 2 or not seen_by(request):
            return []
        searcher = self._folder.searcher()
        terms = searcher.terms_with_prefix("exact", words[0], None)
        terms.sort(key=lambda pair: (-pair[1], pair[0]))
        visible = asking.rights(request)
        likely = (term for term, _ in terms[: 10 * limit])
        seen = (term for term in likely if is_written(searcher, "exact", term, visible))
        return list(islice(seen, limit))

    def write(self, entries: Iterable[Entry], gone: Iterable[str] = ()) -> None:
        things: dict[str, list[Entry]] = {}
        for entry in entries:
            things.setdefault(entry.thing, []).append(entry)
        removed = set(gone)
        with self._folder.writing() as writer:
            for thing in {*things, *removed}:
                writer.delete_documents_by_term("thing", thing)
            for of_thing in things.values():
                _add(writer, of_thing)

    def rebuild(self, entries: Iterable[Entry]) -> None:
        with self._folder.rebuilding() as writer:
            for _, of_thing in groupby(entries, key=attrgetter("thing")):
                _add(writer, list(of_thing))

    def count(self) -> int:
        return int(self._folder.searcher().num_docs)


def _add(writer: tantivy.IndexWriter, entries: list[Entry]) -> None:
    for document in documents_of(entries):
        writer.add_document(document)


def _gathered(
    things: list[int], hits: list[tuple[float, tantivy.DocAddress]]
) -> dict[int, Ranked]:
    """Ranked documents by thing: the best one's score, and less and less of the others.

    A file that speaks of it on three pages comes before one that does on one.
    """
    found: dict[int, Ranked] = {}
    for place, (thing, (score, address)) in enumerate(zip(things, hits, strict=True)):
        known = found.setdefault(thing, Ranked(thing, score, address))
        if known.address is not address and place < HEAD:
            known.share *= FURTHER
            known.score += known.share * score
    return found


class _Search:
    """One question on one view of the index."""

    def __init__(
        self, searcher: tantivy.Searcher, request: Request, plan: asking.Plan
    ) -> None:
        self.searcher = searcher
        self.request = request
        self.plan = plan
        self.filters = asking.filters(request)
        self.total = 0
        self.levels = plan.levels(every_word=request.sort == "date")
        self.ask_for(self.levels[0])
        rarity = Rarity(searcher, for_law=plan.for_law)
        self.ranking = scoring.ranking(plan, rarity, with_phrases=True)
        self.ranking_of_pages = scoring.ranking(plan, rarity, with_phrases=False)
        self.marker: Marker = asking.marker(plan, searcher)
        self.written: dict[str, None] = {}  # words marked, as they are written

    def ask_for(self, least: int) -> None:
        """So many of the words, as `asking.matching` takes it."""
        self.least = least
        self.matching = asking.matching(self.plan, least)

    def answer(self) -> Answer:
        facets = self._facets()
        for level in self.levels[1:]:
            if any(facets["kind"].values()) or self._has_any():
                break
            self.ask_for(level)
            facets = self._facets()
        # The kinds' counts ignore the kinds chosen: those chosen add up to the total.
        counts = facets["kind"]
        chosen = set(self.request.kinds or counts)
        self.total = sum(counts.get(kind, 0) for kind in chosen)
        first = (max(1, self.request.page) - 1) * self.request.size
        hits: list[Hit] = []
        if first < self.total and self.request.size > 0:
            order = self._by_date if self.request.sort == "date" else self._by_rank
            hits = [self._hit(found) for found in order(first, self.request.size)]
        return Answer(
            total=self.total,
            hits=tuple(hits),
            facets=facets,
            words=tuple(self.written),
            corrections=self.plan.corrections,
            all_read_otherwise=self.plan.is_all_read_otherwise,
            shortened=self.plan.question.shortened,
        )

    def _has_any(self) -> bool:
        """Does something that the person sees have enough of what is asked?

        Asked without the facets chosen: a box must not change what the others count.
        """
        query = asking.every([self.matching, asking.rights(self.request)])
        return bool(self.searcher.search(query, 1, count=False).hits)

    @property
    def _any_document_matches(self) -> bool:
        """No need to ask whether the thing of a ranked document matches."""
        numbers = self.plan.question.numbers
        enough = self.least == asking.ANY or (self.least == 1 and not numbers)
        return self.plan.is_loose and enough

    def _facets(self) -> dict[str, dict[str | int, int]]:
        free = [f for f, chosen in FACETS.items() if not getattr(self.request, chosen)]
        facets = self._values(free, self.filters) if free else {}
        for facet in FACETS.keys() - free:
            filters = asking.filters(self.request, without=facet)
            facets |= self._values([facet], filters)
        return facets

    def _values(
        self, facets: list[str], filters: list[Query]
    ) -> dict[str, dict[str | int, int]]:
        counts = self.searcher.aggregate(
            asking.every([self.matching, *filters]),
            {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in facets},
        )
        return {
            name: {
                _value(bucket["key"]): bucket["doc_count"]
                for bucket in counts[name]["buckets"]
            }
            for name in facets
        }

    def _by_rank(self, first: int, size: int) -> list[Ranked]:
        return self._ranked(self.filters, self.total, first, size)

    def _ranked(
        self, filters: list[Query], total: int, first: int, size: int
    ) -> list[Ranked]:
        """The things from `first`, best first, of the `total` that match `filters`.

        The order of the first ones does not depend on how many are asked for: pages of
        results show each thing once.
        """
        query = asking.every([self.ranking, *filters])
        sifted = self._any_document_matches
        if not sifted and total <= FEW:
            # Many pages of files that do not match: name those that do.
            matching = asking.every([self.matching, *filters])
            query = asking.every([query, self._among(self._found(matching, FEW))])
            sifted = True
        elif not sifted:
            worth = asking.worth_ranking(self.plan, self.least)
            query = asking.every([query, worth])
        weight = None if self.plan.for_law else "weight"
        last = min(first + size, total)
        look = max(HEAD, last * 4)
        while True:
            hits = self.searcher.search(
                query, look, count=False, weight_by_field=weight
            ).hits
            ranked = _gathered(self._things(hits), hits)
            if not sifted:
                matched = self._matching(list(ranked))
                ranked = {t: found for t, found in ranked.items() if t in matched}
            if len(ranked) >= last or len(hits) < look:
                best_first = sorted(ranked.values(), key=lambda found: -found.score)
                return best_first[first:last]
            look *= 4

    def _matching(self, things: list[int]) -> set[int]:
        """Those of `things` that match as a whole."""
        query = asking.every([self.matching, self._among(things)])
        return set(self._found(query, len(things)))

    def _found(self, query: Query, most: int) -> list[int]:
        return self._things(self.searcher.search(query, max(1, most), count=False).hits)

    def _among(self, things: list[int]) -> Query:
        return asking.unscored(Query.term_set_query(SCHEMA, "thing_id", things))

    def _by_date(self, first: int, size: int) -> list[Ranked]:
        """Newest first; those of one day, best first."""
        last = min(first + size, self.total)
        hits = self.searcher.search(
            asking.every([self.matching, *self.filters]),
            last,
            count=False,
            order_by_field="date",
        ).hits
        days = [int(day) for day, _ in hits]
        found: list[Ranked] = []
        for day in dict.fromkeys(days[first:]):
            begins = days.index(day)
            ends = begins + days.count(day)
            of_day = ends - begins if ends < len(days) else self.total - begins
            if of_day == 1:  # nothing to put in order
                address = hits[begins][1]
                found.append(Ranked(self._things([hits[begins]])[0], 0.0, address))
                continue
            from_ = max(first - begins, 0)
            filters = [*self.filters, asking.of_day(day)]
            found += self._ranked(filters, of_day, from_, ends - begins - from_)
        return found

    def _things(self, hits: list[tuple[float, tantivy.DocAddress]]) -> list[int]:
        places = [place for _, place in hits]
        return [
            int(value or 0)
            for value in self.searcher.fast_field_values("thing_id", places)
        ]

    def _hit(self, found: Ranked) -> Hit:
        best = self.searcher.doc(found.address)
        return Hit(
            thing=str(best.get_first("thing")),
            kind=str(best.get_first("kind")),
            space=int(best.get_first("space") or 0),
            score=found.score,
            passages=tuple(self._passages(found.thing, best)),
        )

    def _passages(self, thing: int, best: tantivy.Document) -> Iterator[Passage]:
        passages = [self._passage(document) for document in self._pages(thing, best)]
        marked = [passage for passage in passages if passage.marks]
        sure = [one for one in marked if self.marker.has_the_word(one.text)]
        if shown := sure or marked:
            # A passage of the summary says less than one that opens at a page.
            shown.sort(key=lambda passage: passage.page is None)
            yield from shown[:MOST_PASSAGES]
        elif opening := self._opening(thing):  # found by its title, its file name
            yield opening

    def _opening(self, thing: int) -> Passage | None:
        """The beginning of the summary; without one, of the first page with words."""
        hits = self.searcher.search(
            self._among([thing]),
            OPENING_PAGES,
            count=False,
            order_by_field="page",
            order=tantivy.Order.Asc,
        ).hits
        passages = (self._passage(self.searcher.doc(place)) for _, place in hits)
        return next((passage for passage in passages if passage.text), None)

    def _pages(self, thing: int, best: tantivy.Document) -> list[tantivy.Document]:
        """The best documents of a thing, best first."""
        if not best.get_first("paged"):
            return [best]
        of_thing = Query.term_query(SCHEMA, "thing_id", thing)
        query = asking.every([self.ranking_of_pages, asking.unscored(of_thing)])
        hits = self.searcher.search(query, MOST_PASSAGES + 1, count=False).hits
        return [self.searcher.doc(address) for _, address in hits] or [best]

    def _passage(self, document: tantivy.Document) -> Passage:
        text = bytes(document.get_first("text") or b"").decode()
        passage = best_passage(document.get_first("page") or None, text, self.marker)
        for start, end in passage.marks:
            self.written.setdefault(passage.text[start:end].lower())
        return passage


def _value(key: str | float) -> str | int:
    """Tantivy gives numbers back as floats."""
    return key if isinstance(key, str) else int(key)
