"""Words by which people, structures and places are found."""

import re

from members.listed import fold

WORD = re.compile(r"[^\W_]+")
#: Written short by the post, in full by the official list.
SHORT = {"st": "saint", "ste": "sainte"}
#: Words that say nothing of whom one looks for.
SMALL = frozenset(
    [
        "a",
        "au",
        "aux",
        "avec",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "ou",
        "par",
        "pour",
        "s",
        "sur",
    ]
)


def words(text: str) -> list[str]:
    """Folded words, in order: « St-Prix, l’été » → saint, prix, l, ete."""
    return [SHORT.get(word, word) for word in WORD.findall(fold(text))]


def plain(*texts: str) -> str:
    """Folded words as they are written, each with a space before it and after."""
    return f" {' '.join(word for text in texts for word in WORD.findall(fold(text)))} "


def kept(*texts: str) -> str:
    """What is kept of a line of the directory, so that each word begins by a space.

    The first text decides of the place in lists: a person's last name.
    """
    return f" {' '.join(word for text in texts for word in words(text))} "


def asked(text: str) -> list[str]:
    """Words of a question, all of them. Each is to begin a word of what is kept.

    Small words are left out, and the mark of the plural: « infirmiers » finds
    « infirmier ».
    """
    found = list(dict.fromkeys(words(text[:500])))
    telling = [word for word in found if word not in SMALL] or found
    return [
        word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in telling
    ]
