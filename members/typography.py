"""French typography of what comes with straight quotes and plain spaces.

Rules of the Imprimerie nationale: a narrow no-break space before `; ! ? : %`, inside
guillemets, in large numbers and before units; a curved apostrophe. What is stored and
searched stays as it was typed: this is done where it is shown.
"""

from __future__ import annotations

import re

NARROW = "\u202f"
GAP = r"(?:[ \u00a0]|&nbsp;)"
#: Each is a sign that is typed in the place of another.
TYPED = re.compile(
    rf"(?<=\S){GAP}(?=»|[;!?](?![\w=/])|:(?![\w/])|[€%])"
    rf"|(?<=«){GAP}"
    rf"|(?<=\d){GAP}(?=(?:h|min|km|kg|Mo)\b|\d{{3}}(?!\d|[ \u00a0]\d\d\b))"
    rf"|(?<=\d[ \u00a0\u202f]h){GAP}(?=\d\d\b)"
    r"|(?<=[^\W\d_])(?:'|&\#x27;|&\#39;)(?=[^\W\d_]|[«<])"
)
ADDRESS = re.compile(r"[\w.'-]*@")
#: What is shown letter for letter.
KEPT = re.compile(
    r"<(code|pre|kbd|samp|script|style|textarea)\b.*?</\1>", re.DOTALL | re.IGNORECASE
)
HAS_KEPT = re.compile(r"<(?:code|pre|kbd|samp|script|style|textarea)\b", re.IGNORECASE)


def typeset(text: str) -> str:
    """`text` with French apostrophes and no-break spaces; addresses are left alone."""
    return TYPED.sub(lambda found: mark(text, found), text)


def typeset_html(html: str) -> str:
    """The same between the tags of HTML, and in nothing that is code."""
    kept = (
        [each.span() for each in KEPT.finditer(html)] if HAS_KEPT.search(html) else []
    )

    def printed(found: re.Match[str]) -> str:
        at = found.start()
        within = html.rfind("<", 0, at) > html.rfind(">", 0, at)
        if within or any(start < at < end for start, end in kept):
            return found[0]
        return mark(html, found)

    return TYPED.sub(printed, html)


def mark(text: str, found: re.Match[str]) -> str:
    if found[0] == "&nbsp;" or found[0] in " \u00a0":
        return NARROW
    at = found.start()
    word = text[max(text.rfind(sign, 0, at) for sign in " >\n") + 1 : at]
    address = "/" in word or "@" in word or ADDRESS.match(text, found.end())
    return found[0] if address else "’"
