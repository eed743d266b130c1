"""The words that an index holds, looked up by the forms of one."""

from collections.abc import Iterable

import tantivy
from tantivy import Occur, Query

from search.engine import forms
from search.engine.embedded.schema import SCHEMA

Frequencies = dict[str, int]
MOST_ALIKE = 500  # words that begin so, of which those with the same stem are kept


def forms_written(searcher: tantivy.Searcher, word: str) -> Frequencies:
    """The forms of `word`, the same and near, with how many documents have each."""
    found = {form: searcher.doc_freq("exact", form) for form in forms.same(word)}
    if len(word) >= forms.ALIKE:
        start = forms.near_beginning(word)
        alike = searcher.terms_with_prefix("exact", start, None, MOST_ALIKE)
        found |= {form: count for form, count in alike if forms.near(word, form)}
    return {form: count for form, count in found.items() if count}


def is_any_written(
    searcher: tantivy.Searcher, words: Iterable[str], visible: Query
) -> bool:
    """Does one of these folded words stand in a visible document?"""
    words = list(words)
    if not words:
        return False
    any_word = Query.term_set_query(SCHEMA, "exact", words)
    query = Query.boolean_query([(Occur.Must, any_word), (Occur.Must, visible)])
    return bool(searcher.search(query, 1, count=False).hits)
