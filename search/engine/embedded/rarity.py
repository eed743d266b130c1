"""What a word tells among what the group wrote, whatever law stands beside it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import log

import tantivy
from tantivy import Occur, Query

from search.engine.embedded.schema import OFFICIAL, SCHEMA
from search.engine.forms import lemma

# Field → the field that tells how rare its words are among what the group wrote.
OWN = {
    "title": "own_stems",
    "body": "own_stems",
    "title_lemmas": "own_lemmas",
    "body_lemmas": "own_lemmas",
    "keywords": "own_stems",
    "words": "own_stems",
    "exact": "own_lemmas",
    "capitals": "own_lemmas",
}
# Field → the field that tells how long it is; keywords are short everywhere.
LENGTHS = {
    "title": "title_length",
    "title_lemmas": "title_length",
    "body": "body_length",
    "body_lemmas": "body_length",
    "words": "body_length",
    "exact": "body_length",
}
SATURATION, BY_LENGTH = 1.2, 0.75  # k1 and b of BM25, as Tantivy has them


class Rarity:
    """What a word tells, by how few documents have it.

    BM25 counts all documents in each field by itself: beside 29,000 articles of law
    every word of the group would be rare, and every word of a title. So a word weighs,
    in each field, what it weighs among what the group wrote; among everything, when
    the law is asked for.
    """

    def __init__(self, searcher: tantivy.Searcher, *, for_law: bool) -> None:
        self.searcher = searcher
        self.total = int(searcher.num_docs)
        official = sum(searcher.doc_freq("kind", kind) for kind in OFFICIAL)
        self.own = 0 if for_law else max(0, self.total - official)
        self.lengths = _lengths(searcher) if self.own and official else {}

    def weight(self, field: str, word: str) -> float:
        """By what to multiply the score of `word` in `field`."""
        if not self.searcher.doc_freq(field, word):
            return 1.0
        return self.told(field, word) / self._counted(field, word) * self._length(field)

    def told(self, field: str, word: str) -> float:
        """What `word` tells in `field`, be it there or not."""
        if self.own:
            own = lemma(word) if field in ("exact", "capitals") else word
            return _idf(self.own, self.searcher.doc_freq(OWN[field], own))
        fields = (field, field.replace("title", "body"))
        most = max(self.searcher.doc_freq(one, word) for one in fields)
        return _idf(self.total, most)

    def instead(
        self, field: str, words: Sequence[str], of: Sequence[tuple[str, str]]
    ) -> float:
        """By what to multiply the score of `words`, so that they tell what `of` do,
        each in a field of its own."""
        wanted = sum(self.told(*one) for one in of)
        counted = sum(self._counted(field, word) for word in words)
        return wanted / counted * self._length(field)

    def _counted(self, field: str, word: str) -> float:
        """What Tantivy finds that `word` tells."""
        return _idf(self.total, self.searcher.doc_freq(field, word))

    def _length(self, field: str) -> float:
        return self.lengths.get(LENGTHS.get(field, ""), 1.0)

    def least(self, field: str, words: Iterable[str]) -> float:
        """By what to multiply the score of `words` close together."""
        return min(self.weight(field, word) for word in words)

    def term(self, field: str, word: str) -> Query:
        return Query.boost_query(
            Query.term_query(SCHEMA, field, word), self.weight(field, word)
        )


def _idf(total: int, frequency: int) -> float:
    """That of BM25."""
    frequency = min(frequency, total)
    return log(1 + (total - frequency + 0.5) / (frequency + 0.5))


@lru_cache(maxsize=1)
def _lengths(searcher: tantivy.Searcher) -> Mapping[str, float]:
    """By what to multiply the score of a field, for the length of official texts.

    BM25 calls long what is longer than the mean of all documents. Articles of law are
    short, and have long titles: beside them every page of the group would be long, and
    each of its titles short. This gives a field of the group’s usual length the
    score that it has without them.
    """
    means = {name: {"avg": {"field": name}} for name in set(LENGTHS.values())}
    everything = Query.all_query()
    official = Query.term_set_query(SCHEMA, "kind", OFFICIAL)
    own = Query.boolean_query([(Occur.Must, everything), (Occur.MustNot, official)])
    usual, mean = (searcher.aggregate(query, means) for query in (own, everything))
    return {
        name: _lessened(float(usual[name]["value"]), float(mean[name]["value"]))
        for name in means
    }


def _lessened(length: float, mean: float) -> float:
    """How many times less BM25 gives one word in a field of this length."""
    share = length / mean if mean else 1.0
    return (1 + SATURATION * (1 - BY_LENGTH + BY_LENGTH * share)) / (1 + SATURATION)
