"""The terms of the glossary in the HTML of a page: the first time each is written.

Nothing is underlined in a link, a heading or a button, nor inside another term.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from lxml import etree, html

from pages.glossary import Known

WORD = re.compile(r"[^\W_]+")
#: What may stand against a term, and makes another word of it: « ARS-ARA », « a@ARS ».
STUCK = re.compile(r"[\w@&-]")
#: Typed one way or the other, they are one; each for one sign, so that places hold.
ALIKE = str.maketrans({"'": "’", "\xa0": " ", "\u202f": " ", "\n": " "})
CLOSED = re.compile(
    "a|abbr|audio|button|code|dfn|h[1-6]|iframe|kbd|label|math|object|option|pre|samp"
    "|script|select|style|summary|svg|template|textarea|video"
)
#: Text on both sides of these is of one word, if nothing parts it.
INLINE = re.compile(
    "a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span"
    "|strong|sub|sup|time|u|var|wbr"
)
#: Elements as they are: those of `lxml.html` cost twice as much to walk.
PARSER = etree.HTMLParser()


#: « l’ », « (« », and « ), », « : »: they go to the next line with the term.
BEFORE = re.compile(r"[^ \t\n]{1,20}\Z")
AFTER = re.compile(r"\A[^\w \t\n]{1,20}")


class Place(NamedTuple):
    """A text of the tree: what an element begins with, or what follows it."""

    element: Any
    is_tail: bool
    text: str
    is_closed: bool


Found = tuple[int, int, Known]  # where it begins and ends in its text, and what it is


class Forms:
    """The short forms, by their first word."""

    def __init__(self, terms: Iterable[Known]) -> None:
        self.by_word: dict[str, list[tuple[str, Known]]] = {}
        for term in terms:
            for form in ways_of_writing(term.short.translate(ALIKE)):
                word = WORD.search(form)
                if word and not word.start():
                    self.by_word.setdefault(word[0], []).append((form, term))
        for forms in self.by_word.values():
            forms.sort(key=lambda known: -len(known[0]))

    def found_in(self, text: str, before: str, after: str) -> Iterator[Found]:
        """Each term of `text`, the longest first, every time; `before` and `after`
        are the signs around it."""
        text = text.translate(ALIKE)
        reached = 0
        for word in WORD.finditer(text):
            start = word.start()
            if start < reached or word[0] not in self.by_word:
                continue
            for form, term in self.by_word[word[0]]:
                end = start + len(form)
                if text.startswith(form, start) and stands_alone(
                    text[start - 1] if start else before, text[end : end + 2] or after
                ):
                    yield start, end, term
                    reached = end
                    break


def ways_of_writing(short: str) -> list[str]:
    """An acronym is written one way; a common noun may begin a sentence."""
    return [short, short[0].upper() + short[1:]] if short.islower() else [short]


def stands_alone(before: str, after: str) -> bool:
    """Does a whole word stand between these signs? « ars.sante.fr » is an address."""
    if STUCK.match(before) or before == ".":
        return False
    if after[:1] in {"-", "."}:
        return not after[1:2].isalnum()
    return not STUCK.match(after)


def underline(text: str, forms: Forms, shown: set[str]) -> tuple[str, list[Known]]:
    """The HTML with a button on each term that `shown` (folded) has not; it and the
    list of what was found grow together."""
    root = html.fragment_fromstring(text, create_parent="div", parser=PARSER)
    places = places_of(root)
    found: list[Known] = []
    for number, place in enumerate(places):
        if place is None or place.is_closed:
            continue
        before, after = sign_before(places, number), sign_after(places, number)
        fresh = []
        for start, end, term in forms.found_in(place.text, before, after):
            if term.folded not in shown:
                shown.add(term.folded)
                fresh.append((start, end, term))
        if fresh:
            put(place, fresh)
            found += [term for _, _, term in fresh]
    if not found:
        return text, found
    return str(html.tostring(root, encoding="unicode"))[5:-6], found


@lru_cache(maxsize=256)
def is_inline(tag: str) -> bool:
    return bool(INLINE.fullmatch(tag))


@lru_cache(maxsize=256)
def is_not_read(tag: str) -> bool:
    return bool(CLOSED.fullmatch(tag))


def places_of(root: Any) -> list[Place | None]:
    """Every text, in order; nothing where a block begins or ends."""
    places: list[Place | None] = []

    def walk(element: Any, is_closed: bool) -> None:
        is_comment = not isinstance(element.tag, str)
        is_block = not (is_comment or is_inline(element.tag))
        if is_block:
            places.append(None)
        if not is_comment:
            within = is_closed or is_not_read(element.tag)
            if element.text:
                places.append(Place(element, False, element.text, within))
            for child in element:
                walk(child, within)
        if is_block:
            places.append(None)
        if element.tail:
            places.append(Place(element, True, element.tail, is_closed))

    walk(root, False)
    return places


def sign_before(places: list[Place | None], number: int) -> str:
    place = places[number - 1] if number else None
    return place.text[-1] if place else ""


def sign_after(places: list[Place | None], number: int) -> str:
    place = places[number + 1] if number + 1 < len(places) else None
    return place.text[:2] if place else ""


def put(place: Place, found: list[Found]) -> None:
    """Put the buttons in the tree, with the text between them."""
    element, text = place.element, place.text
    if place.is_tail:
        parent = element.getparent()
        position = parent.index(element) + 1
    else:
        parent, position = element, 0
    pieces: list[str] = []
    reached = 0
    for start, end, term in found:
        first = start - len(leaning(text[reached:start], BEFORE))
        last = end + len(leaning(text[end:], AFTER))
        button = button_of(term, text[start:end])
        pieces.append(text[reached:first])
        parent.insert(position, together(text[first:start], button, text[end:last]))
        position += 1
        reached = last
    pieces.append(text[reached:])
    if place.is_tail:
        element.tail = pieces[0]
    else:
        element.text = pieces[0]
    for put_there, tail in enumerate(pieces[1:], position - len(found)):
        parent[put_there].tail = tail


def leaning(text: str, side: re.Pattern[str]) -> str:
    """What of `text` may not be parted from the term by the end of a line."""
    found = side.search(text)
    return found[0] if found else ""


def together(before: str, button: Any, after: str) -> Any:
    """A browser may cut a line on either side of a button, even after « l’ »."""
    if not before and not after:
        return button
    whole = etree.Element("span", {"class": "term-whole"})
    whole.text = before
    whole.append(button)
    button.tail = after
    return whole


def button_of(term: Known, written: str) -> Any:
    """It opens the explanation, without scripts; the long form is said with it."""
    names = {
        "type": "button",
        "class": "term",
        "popovertarget": term.anchor,
        "aria-describedby": f"sens-{term.anchor}",
    }
    button = etree.Element("button", names)
    button.text = written
    return button
