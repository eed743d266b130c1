"""French typography of what comes with straight quotes and plain spaces.

Rules of the Imprimerie nationale: a narrow no-break space before `; ! ? : %`, inside
guillemets, in large numbers and before units; a curved apostrophe; “ ” within « ». What
is stored and searched stays as it was typed: this is done where it is shown.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator

NARROW = "\u202f"
#: A sign that is typed in the place of another.
TYPED = re.compile(
    r"""[ \u00a0'&](?:
      (?:(?<=[ \u00a0])|(?<=&)nbsp;)(?:
        (?=[»;!?:€%])(?:(?<=\S[ \u00a0])|(?<=\S&nbsp;))
          (?=[»€%]|[;!?](?![\w=/])|:(?![\w/]))
        |(?=[hmkM\d])(?:
          (?:(?<=\d[ \u00a0])|(?<=\d&nbsp;))
            (?=(?:h|min|km|kg|Mo)\b|\d{3}(?!\d|[ \u00a0]\d\d\b))
          |(?:(?<=\d[ \u00a0\u202f]h[ \u00a0])|(?<=\d&nbsp;h[ \u00a0])
             |(?<=\d[ \u00a0\u202f]h&nbsp;)|(?<=\d&nbsp;h&nbsp;))(?=\d\d\b)
        )
        |(?<=«[ \u00a0])|(?<=«&nbsp;)
      )
      |(?:(?<=[^\W\d_]')|(?<=[^\W\d_]&)\#(?:x27|39);)(?=[^\W\d_]|[«<])
    )""",
    re.VERBOSE,
)
#: Where one may stand. A pattern that begins with one letter goes through a long page
#: tens of times as fast as another, and a page is typeset each time it is shown.
PLACES = [
    re.compile(begins)
    for begins in (
        r" [»;!?:€%]",
        r" (?:h|min|km|kg|Mo)\b| \d\d",
        r"\u00a0[»;!?:€%hmkM\d]",
        r"'[^\W\d_]|'[«<]",
        r"&(?:nbsp|\#x27|\#39);",
    )
]
AFTER_QUOTE = re.compile(r"«[ \u00a0&]")
ADDRESS = re.compile(r"[\w.'-]*@")
#: What is shown letter for letter.
KEPT = re.compile(
    r"<(code|pre|kbd|samp|script|style|textarea)\b.*?</\1>"
    r"|<!--as-typed-->.*?<!--/as-typed-->",
    re.DOTALL | re.IGNORECASE,
)
HAS_KEPT = re.compile(
    r"<(?:code|pre|kbd|samp|script|style|textarea|!--as-typed)\b", re.IGNORECASE
)
TAG = re.compile(r"<[^>]*>")
GUILLEMETS = re.compile("[«»]")
HAS_NESTED = re.compile("«[^»]*«")
#: A quotation that is not closed before this is none.
ENDS = re.compile(
    r"\n\s*\n|</?(?:article|aside|button|caption|d[dlt]|div|figcaption|form|h[1-6]|"
    r"label|legend|li|main|nav|ol|option|p|section|summary|t[dhr]|title|ul)\b",
    re.IGNORECASE,
)
SPACE_AFTER = re.compile("(?:&nbsp;|[ \u00a0\u202f])*")
SPACE_BEFORE = re.compile("(?:&nbsp;|[ \u00a0\u202f])*$")


def typeset(text: str) -> str:
    """`text` with French apostrophes and no-break spaces; addresses are left alone."""
    text = nested_within(text)
    return put(text, list(typed_in(text)))


def nested_within(text: str) -> str:
    """« Le “lundi” »: a quotation within another has other marks than that one.

    Between the tags of HTML, as it is shown.
    """
    if not HAS_NESTED.search(text):
        return text
    tags, kept = ([one.span() for one in of.finditer(text)] for of in (TAG, KEPT))
    quotations: list[tuple[int, list[tuple[int, int]]]] = []  # that are open
    inner: list[tuple[int, int]] = []
    reached = 0
    for each in GUILLEMETS.finditer(text):
        at = each.start()
        if is_within(tags, at) or is_within(kept, at):
            continue
        if quotations and ENDS.search(text, reached, at):
            quotations.clear()
        reached = at
        if each[0] == "«":
            quotations.append((at, []))
        elif quotations:
            begins, within = quotations.pop()
            if quotations:
                quotations[-1][1].extend([*within, (begins, at)])
            else:
                inner += within
    return _marked_within(text, inner)


def _marked_within(text: str, quotations: list[tuple[int, int]]) -> str:
    """“ ” at these places, without the spaces that « » have."""
    marks = sorted(
        [
            *((begins, "“") for begins, _ in quotations),
            *((e, "”") for _, e in quotations),
        ]
    )
    pieces, reached = [], 0
    for at, mark in marks:
        before = text[reached:at]
        if mark == "”":
            before = SPACE_BEFORE.sub("", before)
        pieces += [before, mark]
        reached = at + 1
        if mark == "“" and (space := SPACE_AFTER.match(text, reached)):
            reached = space.end()
    return "".join([*pieces, text[reached:]])


def typeset_html(html: str) -> str:
    """The same between the tags of HTML, and in no code, nor what is `as_typed`."""
    html = nested_within(html)
    tags = [each.span() for each in TAG.finditer(html)]
    kept = (
        [each.span() for each in KEPT.finditer(html)] if HAS_KEPT.search(html) else []
    )
    found = [
        each
        for each in typed_in(html)
        if not is_within(tags, each.start()) and not is_within(kept, each.start())
    ]
    return put(html, found)


def is_within(spans: list[tuple[int, int]], at: int) -> bool:
    """`spans` follow one another."""
    number = bisect(spans, (at, 0)) - 1
    return number >= 0 and spans[number][0] < at < spans[number][1]


def typed_in(text: str) -> Iterator[re.Match[str]]:
    places = {at.start() for place in PLACES for at in place.finditer(text)}
    places.update(at.start() + 1 for at in AFTER_QUOTE.finditer(text))
    for at in sorted(places):
        if found := TYPED.match(text, at):
            yield found


def put(text: str, found: list[re.Match[str]]) -> str:
    pieces, reached = [], 0
    for each in found:
        pieces += [text[reached : each.start()], mark(text, each)]
        reached = each.end()
    return "".join([*pieces, text[reached:]])


def mark(text: str, found: re.Match[str]) -> str:
    if found[0] == "&nbsp;" or found[0] in " \u00a0":
        return NARROW
    at = found.start()
    word = text[max(text.rfind(sign, 0, at) for sign in " >\n") + 1 : at]
    address = "/" in word or "@" in word or ADDRESS.match(text, found.end())
    return found[0] if address else "’"
