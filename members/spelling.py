"""Names of places as they are heard: what two spellings of one name have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from members.words import SMALL, words

ARTICLES = frozenset(["la", "le", "les", "l"])
#: What French writes in several ways, and one of them.
HEARD = (
    ("ph", "f"),
    ("h", ""),
    ("y", "i"),
    ("z", "s"),
    ("eau", "o"),
    ("au", "o"),
    ("qu", "c"),
    ("q", "c"),
    ("k", "c"),
)
#: « Le Dongeon », « Cindré » and « Sindré »; not « ch ».
SOFT, SOFTENED = re.compile(r"ge(?=[aou])|g(?=[eiy])|c(?=[eiy])"), {"g": "j", "c": "s"}
TWICE = re.compile(r"(.)\1+")
#: « stgermain », « steagathe »: written without the space.
GLUED = re.compile(r"ste?(?=[a-z]{4})")
#: Letters of a name that may stand for the whole of it.
LEAST = 4


def heard(said: list[str]) -> str:
    """Words as one, without what is not heard: « Bellerive » → « belerive »."""
    text = "".join("saint" if word == "sainte" else word for word in said)
    text = SOFT.sub(lambda found: SOFTENED[found[0][0]], text)
    for written, sound in HEARD:
        text = text.replace(written, sound)
    return TWICE.sub(r"\1", text)


def without_article(said: list[str]) -> list[str]:
    return said[1:] if len(said) > 1 and said[0] in ARTICLES else said


def spelled(text: str) -> list[str]:
    """Its words; ç is heard as s, which what is folded forgets."""
    return words(text.replace("ç", "s").replace("Ç", "S"))


def tells(word: str) -> bool:
    """Is it more than « sur », « la » or « Saint »?"""
    return word not in SMALL and word not in ("saint", "sainte")


@lru_cache(maxsize=256)
def keys(text: str) -> tuple[str, ...]:
    """How `text` is heard: whole, without its article, without its small words.

    None of what says nothing: « St », « sur ».
    """
    said = spelled(text)
    if not any(map(tells, said)):
        return ()
    ways = [said, without_article(said), [w for w in said if w not in SMALL]]
    if glued := GLUED.match(said[0]):
        ways.append(["saint", said[0][glued.end() :], *said[1:]])
    return tuple(dict.fromkeys(filter(None, map(heard, ways))))


def openings(name: str) -> tuple[str, ...]:
    """How the first words of a name are heard: « Dompierre » of Dompierre-sur-Besbre.

    « Saint » alone tells nothing, and neither do small words.
    """
    said = without_article(spelled(name))
    found = [
        heard(said[: place + 1]) for place, word in enumerate(said[:-1]) if tells(word)
    ]
    return tuple(key for key in found if len(key) >= LEAST)


def forgiven(length: int) -> int:
    """How many letters of a name so long may be wrong."""
    return 0 if length < LEAST else 1 if length < 9 else 2


def apart(one: str, other: str, most: int) -> int:
    """Letters to add, drop, change or swap with the next; `most` + 1 when it is more.

    The optimal string alignment distance.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, there in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != there))
            if i > 1 < j and letter == other[j - 2] and one[i - 2] == there:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def likeness(
    asked: Iterable[str], names: Iterable[Iterable[str]], wrong: int
) -> tuple[int, int] | None:
    """How near the likeliest of `names` is to what is asked, all of them as heard.

    Letters that differ, `wrong` at most, then which group of names it is of; the first
    letters of a name of the first group come after all that is not wrong.
    """
    groups = [list(group) for group in names]
    found = []
    for key in asked:
        most = min(wrong, forgiven(len(key)))
        for place, group in enumerate(groups):
            for name in group:
                if (letters := apart(key, name, most)) <= most:
                    found.append((letters, place))
        if len(key) >= LEAST and any(name.startswith(key) for name in groups[0]):
            found.append((0, len(groups)))
    return min(found, default=None)
