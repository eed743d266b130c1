"""From a question to Tantivy queries, built term by term: nothing typed is parsed by
Tantivy, whose syntax would let a person name fields, or match everything.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log

import tantivy
from tantivy import Occur, Query

from search.engine import Request
from search.engine.embedded.glossary import LongForm, LookUp, look_up
from search.engine.embedded.schema import FACETS, OFFICIAL, SCHEMA, seen_by
from search.engine.embedded.spelling import is_written, neighbours
from search.engine.embedded.vocabulary import forms_written, is_any_written
from search.engine.forms import lemma, same
from search.engine.french import stem
from search.engine.passages import Marker
from search.query import Question

MOST_CORRECTED = 6  # words of one question: each takes up to a few milliseconds
# Words that name official texts: who writes them wants the law, level with the rest.
LAW_WORDS = frozenset(
    ["article", "articles", "code", "codes", "decret", "decrets", "loi", "lois"]
)
ANY = -1  # words, or numbers, that a thing must have: one is enough
FREQUENT = 1000  # a word in so many documents is well spelt: not looked at closer


# Field of stems → the one where an acronym stands as it is written.
AS_WRITTEN = {"title": "title_lemmas", "body": "body_lemmas", "words": "exact"}


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word, and those of its forms that the index holds, with how many
    documents have each. An acronym has no form but its own: PASS is no « passe »."""

    word: str
    written: Mapping[str, int] = field(default_factory=dict)
    is_acronym: bool = False

    def told(self, field: str) -> tuple[str, str]:
        """The field, and the key in it, that say the word where `field` has stems."""
        if not self.is_acronym:
            return field, stem(self.word)
        name = AS_WRITTEN[field]
        return name, self.word if name == "exact" else lemma(self.word)

    @property
    def stems(self) -> tuple[str, ...]:
        """Its own, then those of its forms that Snowball tells from it, as it does
        « infirmiere » from « infirmier »."""
        forms = same(self.word)
        written = [form for form in self.written if form in forms]
        return tuple(dict.fromkeys(map(stem, [self.word, *written])))


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word of the question, and what may stand in its place."""

    own: Word
    corrections: tuple[Word, ...] = ()  # near words, when nobody wrote it
    long_forms: tuple[LongForm, ...] = ()  # from the glossary
    short_forms: tuple[Word, ...] = ()  # of the long form that it stands in

    @property
    def can_be_found(self) -> bool:
        return bool(self.own.written or self.corrections or self.is_said_otherwise)

    @property
    def is_said_otherwise(self) -> bool:
        return bool(self.long_forms or self.short_forms)

    @property
    def words(self) -> tuple[Word, ...]:
        return self.corrections or (self.own,)


@dataclass(frozen=True, slots=True)
class Shortened:
    """A long form that stands whole in the question: its roots, its short form."""

    roots: tuple[str, ...]
    short: Word


@dataclass(frozen=True, slots=True)
class Plan:
    question: Question
    wanted: tuple[Wanted, ...]
    corrections: Mapping[str, tuple[str, ...]]
    shortened: tuple[Shortened, ...] = ()
    for_law: bool = False  # official texts are what is wanted, level with the rest

    def levels(self, *, every_word: bool) -> tuple[int, ...]:
        """How many words a thing must have, then how many if nothing has so many.

        Half of those known, then `ANY`. By date nothing puts what has more of them
        first: every word is asked for before that.
        """
        known = len(self.wanted)
        enough = (known + 1) // 2
        levels = [known, enough] if every_word else [enough]
        if enough > 1 or self.question.numbers:
            levels.append(ANY)
        return tuple(dict.fromkeys(levels))

    @property
    def is_loose(self) -> bool:
        """Any document with any of the words belongs to a thing that matches."""
        question = self.question
        return not (question.phrases or question.excludes)

    @property
    def is_all_read_otherwise(self) -> bool:
        """Is nothing of the question looked for as it was typed?"""
        question = self.question
        return not (question.numbers or question.phrases) and all(
            item.corrections and not item.is_said_otherwise for item in self.wanted
        )

    @property
    def is_hopeless(self) -> bool:
        """Nothing that the person sees has any of it."""
        question = self.question
        return not (self.wanted or question.numbers or question.phrases)


def rights(request: Request) -> Query:
    return unscored(Query.term_set_query(SCHEMA, "seen", seen_by(request)))


def filters(request: Request, *, without: str = "") -> list[Query]:
    """The rights, and the facets chosen but one."""
    chosen = {
        facet: values
        for facet, attribute in FACETS.items()
        if facet != without and (values := getattr(request, attribute))
    }
    return [
        rights(request),
        *(
            unscored(Query.term_set_query(SCHEMA, facet, list(values)))
            for facet, values in chosen.items()
        ),
    ]


def of_day(day: int) -> Query:
    """What is dated of that day, in days since 1970."""
    integer = tantivy.FieldType.Integer
    return unscored(Query.range_query(SCHEMA, "date", integer, day, day))


def plan(question: Question, request: Request, searcher: tantivy.Searcher) -> Plan:
    """Look each word up in what the person may see, and what is near the unknown."""
    visible = rights(request)
    glossary = look_up(request.glossary)
    wanted: list[Wanted] = []
    corrections: dict[str, tuple[str, ...]] = {}
    tried = 0
    for word in question.words:
        if not stem(word):
            continue
        long_forms = glossary.long_forms.get(word, ())
        if word in glossary.acronyms or (
            word in question.capitals
            and is_written(searcher, "capitals", word, visible)
        ):
            wanted.append(Wanted(_acronym(searcher, word, visible), (), long_forms))
            continue
        own = Word(word, forms_written(searcher, word))
        if max(own.written.values(), default=0) >= FREQUENT or is_any_written(
            searcher, own.written, visible
        ):
            wanted.append(Wanted(own, (), long_forms))
            continue
        near: tuple[str, ...] = ()
        if tried < MOST_CORRECTED and not request.as_typed:
            near = neighbours(searcher, word, visible)
            tried += 1
        if near:
            corrections[word] = near
        read_as = tuple(Word(one, forms_written(searcher, one)) for one in near)
        wanted.append(Wanted(Word(word), read_as, long_forms))
    shortened = _with_short_forms(wanted, glossary)
    kept = tuple(item for item in wanted if item.can_be_found)
    # Not by a number: the text that bears it comes first as it is.
    for_law = not LAW_WORDS.isdisjoint(question.words) or request.kinds == tuple(
        OFFICIAL
    )
    return Plan(question, kept, corrections, shortened, for_law)


def _acronym(searcher: tantivy.Searcher, word: str, visible: Query) -> Word:
    written = is_any_written(searcher, [word], visible) or is_written(
        searcher, "capitals", word, visible
    )
    count = searcher.doc_freq("exact", word)
    return Word(word, {word: count} if written else {}, is_acronym=True)


def matching(plan: Plan, least: int) -> Query:
    """Things that have what is quoted, nothing unwanted, and enough of the rest:

    `least` of the words and every number, or any of them with `ANY`.
    """
    is_thing = Query.term_query(SCHEMA, "is_thing", True)
    return unscored(every([is_thing, _having(plan, least)]))


def worth_ranking(plan: Plan, least: int) -> Query:
    """Leaves out documents that are a thing by themselves and do not match.

    A page is kept: it may lack words that its file has.
    """
    paged = Query.term_query(SCHEMA, "paged", True)
    return unscored(some_of([paged, _having(plan, least)]))


def _having(plan: Plan, least: int) -> Query:
    question = plan.question
    words = [any_of(item) for item in plan.wanted]
    numbers = [term("numbers", number) for number in question.numbers]
    must = [phrase("exact", words_) for words_ in question.phrases]
    if least != ANY:
        must += [*numbers, *([some_of(words, least)] if words else [])]
    elif words or numbers:
        must.append(some_of([*words, *numbers]))
    clauses = [(Occur.Must, query) for query in must]
    return Query.boolean_query([*clauses, *_unwanted(question)])


def marker(plan: Plan, searcher: tantivy.Searcher) -> Marker:
    """What to mark; a rare word draws the fragment to it more than a common one."""
    total = max(1, searcher.num_docs)
    weights: dict[str, float] = {}
    acronyms: set[str] = set()
    runs: dict[tuple[str, ...], float] = {}
    for item in plan.wanted:
        said = [form.words for form in item.long_forms]
        runs |= {words: log(1 + total) for words in said if len(words) > 1}
        words = [Word(*words) for words in said if len(words) == 1]
        for one in [item.own, *item.corrections, *words, *item.short_forms]:
            frequency = sum(one.written.values())
            weights[one.word] = log(1 + total / (frequency + 1))
            if one.is_acronym:
                acronyms.add(one.word)
    question = plan.question
    numbers = frozenset(question.numbers)
    return Marker(weights, question.phrases, numbers, frozenset(acronyms), runs)


def phrase(field: str, words: Sequence[str], slop: int = 0) -> Query:
    if len(words) == 1:
        return term(field, words[0])
    return Query.phrase_query(SCHEMA, field, list(words), slop)


def every(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def some_of(queries: Iterable[Query], least: int = 1) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries], least)


def best_of(queries: Iterable[Query]) -> Query:
    """Any of them, by the best one's score."""
    queries = list(queries)
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries)


def unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def term(field: str, value: str) -> Query:
    return Query.term_query(SCHEMA, field, value)


def any_of(item: Wanted) -> Query:
    """Has the word, in one of its forms, or what may stand in its place."""
    written = dict.fromkeys(form for word in item.words for form in word.written)
    alternatives = [term("exact", form) for form in written]
    alternatives += [form.within("words") for form in item.long_forms]
    alternatives += [term(*short.told("words")) for short in item.short_forms]
    if item.own.is_acronym:  # « EHPADs »
        alternatives.append(term("capitals", item.own.word))
    return alternatives[0] if len(alternatives) == 1 else some_of(alternatives)


def _unwanted(question: Question) -> list[tuple[Occur, Query]]:
    queries = [
        Query.term_set_query(SCHEMA, "exact", sorted(same(word)))
        for word in question.excluded_words
    ]
    queries += [phrase("exact", words) for words in question.excluded_phrases]
    queries += [term("numbers", number) for number in question.excluded_numbers]
    return [(Occur.MustNot, query) for query in queries]


def _with_short_forms(wanted: list[Wanted], glossary: LookUp) -> tuple[Shortened, ...]:
    """Each word of a long form that stands whole may be its short form instead."""
    roots = [stem(item.own.word) for item in wanted]
    shortened: list[Shortened] = []
    for places, short in glossary.within(roots):
        said = Word(short, is_acronym=short in glossary.acronyms)
        shortened.append(Shortened(tuple(roots[place] for place in places), said))
        for place in places:
            more = (*wanted[place].short_forms, said)
            wanted[place] = replace(wanted[place], short_forms=more)
    return tuple(shortened)
