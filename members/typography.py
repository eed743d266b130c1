"""French typography of what comes with straight quotes and plain spaces.

Rules of the Imprimerie nationale: a narrow no-break space before `; ! ? : %`, inside
guillemets, in large numbers and before units; a curved apostrophe. What is stored and
searched stays as it was typed: this is done where it is shown.
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
          |(?<=\d[ \u00a0\u202f]h[ \u00a0])(?=\d\d\b)
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


def typeset(text: str) -> str:
    """`text` with French apostrophes and no-break spaces; addresses are left alone."""
    return put(text, list(typed_in(text)))


def typeset_html(html: str) -> str:
    """The same between the tags of HTML, and in no code, nor what is `as_typed`."""
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
