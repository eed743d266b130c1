"""Official numbers, whole: « L. 1434-17 », « R.* 421-1 », « loi n° 2009-879 ».

Articles of codes are named as circulaire du 20 octobre 2000 (Légifrance, guide de
légistique, § 3.4.1) wants: a letter, a full stop, a space; people write them otherwise.
"""

import re
from typing import NamedTuple

HYPHEN = "[-‐‑–/]"
ARTICLE = re.compile(
    rf"(?<![^\W_])(?P<letter>L\.?\s?O|[LRDA])(?P<gap>\s?\.?\s?\*{{0,2}}\s?)"
    rf"(?P<number>\d{{1,4}}(?:\s?{HYPHEN}\s?\d{{1,4}}){{0,4}})"
    r"(?-i:[A-Z])?(?![^\W_])",  # « L5214-1B »: found with L. 5214-1
    re.IGNORECASE,
)
BARE = re.compile(rf"(?<![\w.,])\d{{1,4}}(?:{HYPHEN}\d{{1,5}}){{1,4}}(?![^\W_])")
#: Thousands apart, as French writes them: « 50 000 ».
GROUPED = re.compile(r"(?<![\w.,/-])\d{1,3}(?:\s\d{3})+(?!\w)")
NOT_A_NUMBER = re.compile(r"[^0-9]+")


class Number(NamedTuple):
    start: int
    end: int
    name: str  # "l1434-17", "2009-879"


def numbers_in(text: str) -> list[Number]:
    """Every official number of `text`, with its place, in order."""
    found = [number for match in ARTICLE.finditer(text) if (number := _article(match))]
    taken = {number.end for number in found}
    found += [
        Number(match.start(), match.end(), _digits(match.group()))
        for match in BARE.finditer(text)
        if match.end() not in taken
    ]
    return sorted(found)


def number_names(text: str) -> str:
    """What an index keeps: each name, and the article's number without its letter."""
    names: dict[str, None] = {}
    for number in numbers_in(text):
        names[number.name] = None
        names[number.name.lstrip("lrdao")] = None
    return " ".join(names)


def ungrouped(text: str) -> str:
    """« 50 000 € » → « 50000 € »."""
    return GROUPED.sub(lambda match: "".join(match.group().split()), text)


def grouped_numbers(text: str) -> str:
    """What an index keeps beside the words: « 50 000 » as the one word « 50000 »."""
    return " ".join("".join(number.split()) for number in GROUPED.findall(text))


def places_of(number: str, text: str) -> list[tuple[int, int]]:
    """Where `text` has a number of bare digits, « 50000 », written « 50 000 »."""
    if not number.isdecimal() or len(number) < 4:
        return []
    return [
        match.span()
        for match in GROUPED.finditer(text)
        if "".join(match.group().split()) == number
    ]


def _article(match: re.Match[str]) -> Number | None:
    letter, gap = match["letter"], match["gap"]
    compound = not match["number"].isdigit()
    # « il y a 20 ans », « à 3 h »: a letter that is a word is no article's letter.
    if not compound and (
        letter.upper() == "A" or (letter.islower() and gap.strip("*"))
    ):
        return None
    prefix = "".join(filter(str.isalpha, letter)).lower()
    return Number(*match.span(), prefix + _digits(match["number"]))


def _digits(number: str) -> str:
    return NOT_A_NUMBER.sub("-", number)
