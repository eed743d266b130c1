"""What was typed, how many were found, since when: as they are shown in French."""

import re

from members.templatetags.french import grouped as grouped_by_three
from search.engine.french import CONTROL, DIRECTION
from search.query import QUOTES

BROKEN = re.compile(r"(?<=«) | (?=[;:!?%»€])")
PAIR = re.compile(r'"\s*([^"]*?)\s*"')


def shown(question: str) -> str:
    """The question for a heading, where it stands between « and ».

    Quotes become those of a quotation in another, “ ”; one that is alone means nothing
    and goes, as do marks that would turn the direction of the text around it.
    """
    text = CONTROL.sub(" ", DIRECTION.sub("", question)).translate(QUOTES)
    text = PAIR.sub(lambda pair: f"“{pair[1]}”" if pair[1] else "", text)
    return " ".join(text.replace('"', " ").replace("'", "’").split())


def unbroken(text: str) -> str:
    """Indexed text, whose spaces are plain, with those that keep signs to their words.

    As long as it was: places in it stay true.
    """
    return BROKEN.sub("\u202f", text)


def grouped(number: int) -> str:
    """« 29 115 », by narrow no-break spaces."""
    return grouped_by_three(number).replace("\u00a0", "\u202f")
