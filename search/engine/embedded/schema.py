"""The fields of the Tantivy index, and how an entry becomes a document of it.

Things are counted on one document each (`is_thing`), which knows every word of the
thing; they are ranked by their best document, be it the thing's or one of its pages'.
"""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

import tantivy

from search.engine import Entry, Request
from search.engine.forms import lemma
from search.engine.french import (
    FOLDED,
    STEMMED,
    STOP_WORDS,
    acronyms,
    clean,
    folded_words,
)
from search.engine.numbers import grouped_numbers, number_names

# Written beside each index; raise it when fields, their analysis or what entries hold
# change.
SCHEMA_VERSION = 10

# A question about the territory meets 29,000 articles of law in the same words, and
# BM25 favours the short ones: the score of an official text counts for so much, unless
# the question is about the law.
OFFICIAL = ["reference"]
OFFICIAL_SHARE = 0.4
ARCHIVED_SHARE = 0.5  # what is not followed any more comes after what is
SUPERSEDED_SHARE = 0.34  # a third is the least that a weight can leave

# Facet and field → what was chosen, in a request.
FACETS = {
    "kind": "kinds",
    "category": "categories",
    "space": "in_spaces",
    "year": "years",
}

PLAIN = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()


def _schema() -> tantivy.Schema:
    fields = tantivy.SchemaBuilder()
    # What it is
    fields.add_text_field(
        "thing", stored=True, tokenizer_name="raw", index_option="basic"
    )
    fields.add_unsigned_field("thing_id", indexed=True, fast=True)
    fields.add_boolean_field("is_thing", indexed=True)
    # 0: the thing itself
    fields.add_unsigned_field("page", stored=True, fast=True)
    fields.add_boolean_field("paged", stored=True, indexed=True)  # the thing has pages
    # Who sees it
    fields.add_text_field("seen", tokenizer_name="raw", index_option="basic")
    # What is filtered, counted, sorted
    fields.add_text_field(
        "kind", stored=True, fast=True, tokenizer_name="raw", index_option="basic"
    )
    fields.add_text_field(
        "category", fast=True, tokenizer_name="raw", index_option="basic"
    )
    fields.add_unsigned_field("space", stored=True, indexed=True, fast=True)
    fields.add_integer_field("year", indexed=True, fast=True)
    fields.add_integer_field("date", fast=True)
    fields.add_float_field("weight", fast=True)
    # What is ranked: the words of this document
    fields.add_text_field("title", tokenizer_name="stemmed")
    fields.add_text_field("keywords", tokenizer_name="stemmed")
    fields.add_text_field("body", tokenizer_name="stemmed")
    for name in ("title_lemmas", "body_lemmas"):
        fields.add_text_field(name, tokenizer_name="plain", index_option="freq")
    fields.add_text_field("own_numbers", tokenizer_name="plain", index_option="basic")
    # What tells how rare a word is among what the group itself wrote
    fields.add_text_field("own_stems", tokenizer_name="stemmed", index_option="basic")
    fields.add_text_field("own_lemmas", tokenizer_name="plain", index_option="basic")
    # How long they are, in words that count
    for name in ("title_length", "body_length"):
        fields.add_unsigned_field(name, fast=True)
    # What is matched: on a thing with pages, the words of all of them
    fields.add_text_field("words", tokenizer_name="stemmed")
    fields.add_text_field("numbers", tokenizer_name="plain", index_option="basic")
    fields.add_text_field("exact", tokenizer_name="folded")
    fields.add_text_field("capitals", tokenizer_name="plain", index_option="basic")
    # What is shown: bytes, for a text field cannot be stored without being indexed
    fields.add_bytes_field("text", stored=True)
    return fields.build()


SCHEMA = _schema()


def register_analysers(index: tantivy.Index) -> None:
    """Analysers are not kept in the folder: each opening names them again."""
    index.register_tokenizer("stemmed", STEMMED)
    index.register_tokenizer("folded", FOLDED)
    index.register_tokenizer("plain", PLAIN)


def documents_of(entries: Sequence[Entry]) -> list[tantivy.Document]:
    """Documents of one thing, given all its entries."""
    whole = next((entry for entry in entries if entry.page is None), None)
    pages = [entry for entry in entries if entry.page is not None]
    if whole is None:
        return [_thing(_titled(pages[0]), pages), *map(_page, pages)]
    return [_thing(whole, pages), *map(_page, pages)]


def thing_id(thing: str) -> int:
    return int.from_bytes(blake2b(thing.encode(), digest_size=8).digest())


def seen_by(request: Request) -> list[str]:
    """The marks of the `seen` field that this person's rights open."""
    drafts = request.drafts_in & request.spaces
    marks = [f"published {space}" for space in request.spaces]
    marks += [f"draft {space}" for space in drafts]
    if request.person is not None:
        marks += [f"draft {space} by {request.person}" for space in request.spaces]
    return marks


def _titled(page: Entry) -> Entry:
    return replace(page, text="", page=None)


def _thing(entry: Entry, pages: Sequence[Entry]) -> tantivy.Document:
    document = _common(entry)
    document.add_boolean("is_thing", True)
    document.add_boolean("paged", bool(pages))
    texts = [entry.title, entry.keywords, entry.text, *(page.text for page in pages)]
    _add_matched(document, [clean(text) for text in texts])
    return document


def _page(entry: Entry) -> tantivy.Document:
    document = _common(entry)
    document.add_boolean("is_thing", False)
    document.add_boolean("paged", True)
    _add_matched(document, [clean(entry.text)])
    document.add_text("capitals", " ".join(acronyms(clean(entry.title))))
    return document


def _add_matched(document: tantivy.Document, texts: Sequence[str]) -> None:
    for text in texts:  # one value each: a phrase does not run from page to page
        for value in filter(None, (text, grouped_numbers(text))):
            document.add_text("words", value)
            document.add_text("exact", value)
        document.add_text("numbers", number_names(text))
        document.add_text("capitals", " ".join(acronyms(text)))


def _common(entry: Entry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("thing", entry.thing)
    document.add_unsigned("thing_id", thing_id(entry.thing))
    document.add_unsigned("page", entry.page or 0)
    for mark in _marks(entry):
        document.add_text("seen", mark)
    document.add_text("kind", entry.kind)
    if entry.category:
        document.add_text("category", entry.category)
    document.add_unsigned("space", entry.space)
    if entry.year is not None:
        document.add_integer("year", entry.year)
    document.add_integer("date", entry.date)
    # Tantivy multiplies a score by log2(2 + weight), of a weight from 0: by 3 at most.
    share = OFFICIAL_SHARE if entry.kind in OFFICIAL else 1.0
    if entry.superseded:
        share = SUPERSEDED_SHARE
    elif entry.archived:
        share *= ARCHIVED_SHARE
    document.add_float("weight", 2 ** (3 * share) - 2)
    title, keywords, text = map(clean, (entry.title, entry.keywords, entry.text))
    document.add_text("title", title)
    document.add_text("keywords", keywords)
    body = f"{text} {grouped_numbers(text)}"
    document.add_text("body", body)
    lemmas = [_lemmas(words) for words in (title, body)]
    document.add_text("title_lemmas", lemmas[0])
    document.add_text("body_lemmas", lemmas[1])
    for name, words in zip(("title_length", "body_length"), lemmas, strict=True):
        document.add_unsigned(name, words.count(" ") + bool(words))
    if entry.kind not in OFFICIAL:
        document.add_text("own_stems", f"{title} {body}")
        document.add_text("own_lemmas", " ".join(lemmas))
    document.add_text("own_numbers", number_names(f"{title} {keywords}"))
    document.add_bytes("text", text.encode())
    return document


def _lemmas(text: str) -> str:
    words = (word for word in folded_words(text) if word not in STOP_WORDS)
    return " ".join(map(lemma, words))


def _marks(entry: Entry) -> list[str]:
    if entry.published:
        return [f"published {entry.space}"]
    marks = [f"draft {entry.space}"]
    if entry.author is not None:
        marks.append(f"draft {entry.space} by {entry.author}")
    return marks
