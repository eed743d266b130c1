"""How documents are ranked.

Measured on 652 judged questions over public pages and 29 over a group's documents,
alone and beside 29,115 articles of law.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil

from tantivy import Occur, Query

from search.engine.embedded.asking import (
    Plan,
    Wanted,
    Word,
    any_of,
    best_of,
    every,
    phrase,
    some_of,
    term,
    unscored,
)
from search.engine.embedded.rarity import Rarity
from search.engine.embedded.schema import OFFICIAL, SCHEMA
from search.engine.forms import lemma
from search.engine.french import STOP_WORDS, stem

# Of the word itself, and as much again of what has its stem.
TITLE_WEIGHT, BODY_WEIGHT, KEYWORDS_WEIGHT = 0.9, 0.5, 0.5
FIELDS = (("title", TITLE_WEIGHT), ("body", BODY_WEIGHT))
EXACT_WEIGHT = 0.3  # more for the very form typed; shared by the words of a question
CORRECTED_WEIGHT = 0.7
# Said otherwise, by the glossary: what the word itself gets by its stem and its lemma;
# what a long form gets with its words side by side, and when it is the whole question.
OTHERWISE_WEIGHT = 2.0
SIDE_BY_SIDE_WEIGHT, WHOLE_WEIGHT = 1.7, 2.4
CAPITALS_WEIGHT = 0.5  # more for an acronym in capitals
FEW_LETTERS = 2  # « mg » is seldom « médecin généraliste »
# More for two words of the question close together, and for all of them.
PAIR_WEIGHTS, PAIR_SLOP = {"body": 0.2, "title": 0.6}, 2
RUN_WEIGHT, RUN_MOST = 0.2, 4  # two as they were typed, so many with stop words
TYPED_WEIGHT, TYPED_MOST = 0.8, 9  # the whole question as it was typed
TOGETHER_WEIGHT, TOGETHER_LEAST, TOGETHER_MOST = 0.4, 3, 9  # words
# More for having nearly all the words, and all of them in the title.
COVER_WEIGHT, COVER_SHARE = 0.2, 0.75
TITLE_COVER_WEIGHT = 0.4
OWN_NUMBER_WEIGHT = 3.0
BEARER_SCORE = 100.0  # for the official text that bears the number: before all who cite


def ranking(plan: Plan, rarity: Rarity, *, with_phrases: bool) -> Query:
    """Scores any document (a thing or a page) by the words it has."""
    question = plan.question
    scored = [query for item in plan.wanted for query in _scored(item, rarity)]
    scored += [
        Query.boost_query(
            rarity.term("exact", word.word), EXACT_WEIGHT / len(plan.wanted)
        )
        for item in plan.wanted
        for word in item.words
    ]
    for words in question.phrases:
        asked = (Wanted(Word(word)) for word in words if stem(word))
        scored += [query for item in asked for query in _scored(item, rarity)]
        scored.append(phrase("exact", words))
    for number in question.numbers:
        own = term("own_numbers", number)
        scored += [
            term("numbers", number),
            Query.boost_query(own, OWN_NUMBER_WEIGHT),
            _bearer(number),
        ]
    scored += [
        *_close(plan, rarity),
        *_as_typed(question.said, rarity),
        *_covering(plan, rarity),
        *_shortened(plan, rarity),
    ]
    clauses = [(Occur.Must, some_of(scored))]
    if plan.wanted:  # not only what Snowball takes for the same
        clauses.append((Occur.Must, unscored(_having_a_word(plan))))
    if with_phrases:
        clauses += [
            (Occur.Must, unscored(phrase("exact", words))) for words in question.phrases
        ]
    return Query.boolean_query(clauses)


def _close(plan: Plan, rarity: Rarity) -> Iterator[Query]:
    """Words of the question side by side, in its order."""
    known = [stem(item.own.word) for item in plan.wanted if not item.corrections]
    for pair in pairwise(known):
        if pair[0] == pair[1]:
            continue
        for field, weight in PAIR_WEIGHTS.items():
            close = phrase(field, pair, PAIR_SLOP)
            yield Query.boost_query(close, weight * rarity.least(field, pair))
    if TOGETHER_LEAST <= len(known) <= TOGETHER_MOST:
        together = phrase("body", known, len(known))
        weight = TOGETHER_WEIGHT * rarity.least("body", known)
        yield Query.boost_query(together, weight)


def _as_typed(said: Sequence[str], rarity: Rarity) -> Iterator[Query]:
    """Words in the form, the order and the company in which they were typed."""
    places = [place for place, word in enumerate(said) if word not in STOP_WORDS]
    runs = [
        (said[first : last + 1], RUN_MOST, RUN_WEIGHT)
        for first, last in pairwise(places)
    ]
    if places:
        runs.append((said[places[0] : places[-1] + 1], TYPED_MOST, TYPED_WEIGHT))
    for run, most, weight in runs:
        if 2 <= len(run) <= most and run[0] != run[-1]:
            told = (word for word in run if word not in STOP_WORDS)
            least = rarity.least("exact", told)
            yield Query.boost_query(phrase("exact", run), weight * least)


def _having_a_word(plan: Plan) -> Query:
    """A form of a word of the question; the title counts for each page of a file."""
    words = (word for item in plan.wanted for word in item.words)
    return some_of(
        [
            *map(any_of, plan.wanted),
            *(
                term("title_lemmas", lemma(word.word))
                for word in words
                if not word.is_acronym  # its title is among its capitals
            ),
            *(term("numbers", number) for number in plan.question.numbers),
        ]
    )


def _covering(plan: Plan, rarity: Rarity) -> Iterator[Query]:
    if len(plan.wanted) < 2:
        return
    most = ceil(len(plan.wanted) * COVER_SHARE)
    covered = some_of(
        (
            some_of(
                [
                    *(rarity.term(*word.told("words")) for word in item.words),
                    *_said_otherwise("words", item, rarity),
                ]
            )
            for item in plan.wanted
        ),
        most,
    )
    yield Query.boost_query(covered, COVER_WEIGHT)
    title = every(
        some_of(
            [
                *(
                    rarity.term(*one)
                    for word in item.words
                    for one in _stems("title", word)
                ),
                *_said_otherwise("title", item, rarity),
            ]
        )
        for item in plan.wanted
    )
    yield Query.boost_query(title, TITLE_COVER_WEIGHT)


def _scored(item: Wanted, rarity: Rarity) -> Iterator[Query]:
    weight = CORRECTED_WEIGHT if item.corrections else 1.0
    for word in item.words:
        if word.is_acronym:
            yield from _as_written(item, rarity)
            continue
        for field, words, share in (
            ("title", word.stems, TITLE_WEIGHT),
            ("title_lemmas", [lemma(word.word)], TITLE_WEIGHT),
            ("body", word.stems, BODY_WEIGHT),
            ("body_lemmas", [lemma(word.word)], BODY_WEIGHT),
        ):
            best = best_of(rarity.term(field, one) for one in words)
            yield Query.boost_query(best, weight * share)
        keywords = best_of(rarity.term("keywords", root) for root in word.stems)
        yield Query.boost_query(keywords, weight * KEYWORDS_WEIGHT)
    for field, share in FIELDS:
        weight = OTHERWISE_WEIGHT * share + EXACT_WEIGHT
        for long_form in _long_forms(field, item, rarity):
            yield Query.boost_query(long_form, weight)


def _stems(field: str, word: Word) -> list[tuple[str, str]]:
    """Each field and key by which a word is found where `field` has stems."""
    if word.is_acronym:
        return [word.told(field)]
    return [(field, root) for root in word.stems]


def _as_written(item: Wanted, rarity: Rarity) -> Iterator[Query]:
    """An acronym, by itself only; more in capitals or in full: CLIC, « un clic »."""
    word = item.own
    for field, share in FIELDS:
        yield Query.boost_query(rarity.term(*word.told(field)), 2 * share)
    meant = [term("capitals", word.word)]
    meant += [form.within("words") for form in item.long_forms]
    # The same however often: most texts have next to no capitals to compare with.
    told = CAPITALS_WEIGHT * rarity.told("capitals", word.word)
    yield Query.const_score_query(some_of(meant), told)
    keywords = rarity.term("keywords", stem(word.word))
    yield Query.boost_query(keywords, KEYWORDS_WEIGHT)


def _long_forms(field: str, item: Wanted, rarity: Rarity) -> Iterator[Query]:
    """What a word is short for, worth what the word is."""
    for form in item.long_forms:
        weight = rarity.instead(field, form.roots, [item.own.told(field)])
        yield Query.boost_query(form.within(field), weight)


def _said_otherwise(field: str, item: Wanted, rarity: Rarity) -> Iterator[Query]:
    """What the glossary gives in the place of a word, worth what the word is."""
    yield from _long_forms(field, item, rarity)
    for short in item.short_forms:
        name, key = short.told(field)
        weight = rarity.instead(name, [key], [item.own.told(field)])
        yield Query.boost_query(term(name, key), weight)


def _shortened(plan: Plan, rarity: Rarity) -> Iterator[Query]:
    """The short form of what the question says in full, worth as much as all of it."""
    for said in plan.shortened:
        for field, share in FIELDS:
            name, key = said.short.told(field)
            if len(said.short.word) <= FEW_LETTERS:
                weight = OTHERWISE_WEIGHT * share
            elif len(said.roots) < len(plan.wanted):
                weight = SIDE_BY_SIDE_WEIGHT
            else:
                weight = WHOLE_WEIGHT
            of = [(field, root) for root in said.roots]
            weight *= rarity.instead(name, [key], of)
            yield Query.boost_query(term(name, key), weight)


def _bearer(number: str) -> Query:
    official = Query.term_set_query(SCHEMA, "kind", OFFICIAL)
    bearer = every([term("own_numbers", number), official])
    return Query.const_score_query(bearer, BEARER_SCORE)
