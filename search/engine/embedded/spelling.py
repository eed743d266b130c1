"""What a word that nobody wrote was meant to be, among the words people wrote."""

import re
from string import ascii_lowercase

import tantivy

from search.engine.embedded.schema import SCHEMA
from search.engine.forms import same

SHORTEST = 5  # letters; « bois » is not « mois »: a short word has many neighbours
LONG = 8  # letters from which two mistakes are forgiven
ROOT = 5  # letters that words of one family begin with at least
MOST_TRIED = 12
MOST_KEPT = 3
RARELY = 0.1  # a neighbour so much rarer than the best one is left out
ENDING = re.compile(
    r"(?:s|e|es|e?ments?|er|ez|ons|ante?s?|ees?|ai(?:en)?t|ent|ations?|at(?:eur|rice)s?"
    r"|[ae]nces?|eurs?|euses?|ale?s?|aux|el(?:le)?s?|ier(?:e)?s?|iques?|is[mt]es?|ifs?"
    r"|ives?|ables?|ages?|ures?|ites?)"
)


def neighbours(
    searcher: tantivy.Searcher, word: str, visible: tantivy.Query
) -> tuple[str, ...]:
    """Folded words of the index near `word`, likeliest first, at most MOST_KEPT.

    A word of the same family (« vaccination », « vaccinent »), then one mistake
    (letter wrong, missing, doubled or swapped), then two, then the beginning of a
    longer word. Only words that stand in `visible` documents: a correction must not
    tell what a hidden text says.
    """
    if len(word) < SHORTEST or not word.isalpha():
        return ()
    for candidates in (_family, _one_mistake, _two_mistakes, _longer):
        found = candidates(searcher, word)
        # The first letter is seldom wrong.
        found.sort(key=lambda pair: (pair[0][0] != word[0], -pair[1]))
        kept = [
            (term, frequency)
            for term, frequency in found[:MOST_TRIED]
            if is_written(searcher, "exact", term, visible)
        ]
        if kept:
            floor = kept[0][1] * RARELY
            return _distinct([term for term, count in kept if count >= floor])
    return ()


def _distinct(words: list[str]) -> tuple[str, ...]:
    """Each word once, whatever its number and gender."""
    kept: list[str] = []
    for word in words:
        if not any(word in same(other) for other in kept):
            kept.append(word)
    return tuple(kept[:MOST_KEPT])


def is_written(
    searcher: tantivy.Searcher, field: str, term: str, visible: tantivy.Query
) -> bool:
    """Does `term` stand in `field` of a visible document?"""
    must = tantivy.Occur.Must
    query = tantivy.Query.boolean_query(
        [(must, tantivy.Query.term_query(SCHEMA, field, term)), (must, visible)]
    )
    return bool(searcher.search(query, 1, count=False).hits)


def _family(searcher: tantivy.Searcher, word: str) -> list[tuple[str, int]]:
    ends = [n for n in range(ROOT, len(word)) if ENDING.fullmatch(word, n)]
    found: dict[str, int] = {}
    for end in [*ends, len(word)]:
        terms = searcher.terms_with_prefix("exact", word[:end])
        found |= {
            term: count
            for term, count in terms
            if term != word and (len(term) == end or ENDING.fullmatch(term, end))
        }
    return list(found.items())


def _one_mistake(searcher: tantivy.Searcher, word: str) -> list[tuple[str, int]]:
    frequencies = ((near, searcher.doc_freq("exact", near)) for near in _edits(word))
    return [(near, frequency) for near, frequency in frequencies if frequency]


def _longer(searcher: tantivy.Searcher, word: str) -> list[tuple[str, int]]:
    terms = searcher.terms_with_prefix("exact", word, None, 50)
    return [(term, frequency) for term, frequency in terms if term != word]


def _two_mistakes(searcher: tantivy.Searcher, word: str) -> list[tuple[str, int]]:
    if len(word) < LONG:
        return []
    return [
        (term, frequency)
        for term, frequency in searcher.terms_with_prefix("exact", word[:2])
        if abs(len(term) - len(word)) <= 2 and _within_two(word, term)
    ]


def _edits(word: str) -> set[str]:
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    deleted = {left + right[1:] for left, right in cuts if right}
    swapped = {left + r[1] + r[0] + r[2:] for left, r in cuts if len(r) > 1}
    replaced = {
        left + letter + right[1:]
        for left, right in cuts
        if right
        for letter in ascii_lowercase
    }
    added = {
        left + letter + right for left, right in cuts for letter in ascii_lowercase
    }
    return (deleted | swapped | replaced | added) - {word}


def _within_two(one: str, other: str) -> bool:
    """Is the Levenshtein distance at most 2? Rows stop as soon as it cannot be."""
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        previous, row = row, [place]
        for column, mark in enumerate(other, 1):
            row.append(
                min(
                    previous[column] + 1,
                    row[-1] + 1,
                    previous[column - 1] + (letter != mark),
                )
            )
        if min(row) > 2:
            return False
    return row[-1] <= 2
