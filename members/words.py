"""Words by which people, structures and places are found."""

import re
import unicodedata

from members.listed import fold
from members.names import SHORT_TITLES, TITLES

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
#: What else tells nothing in a question put in a sentence: « mon kiné à Cusset ».
#: Neither « as » (aide-soignant), « me » nor « y »: they may be what is looked for.
LITTLE = SMALL | frozenset(
    [
        *("ai", "avez", "c", "ce", "ces", "cet", "cette", "chez", "comme", "comment"),
        *("donc", "elle", "elles", "entre", "est", "eux", "faut", "il", "ils", "j"),
        *("je", "leur", "leurs", "lui", "ma", "mais", "mes", "moi", "mon", "n", "ne"),
        *("ni", "nos", "notre", "nous", "on", "ont", "pas", "peut", "pres", "proche"),
        *("qu", "que", "quel", "quelle", "quelles", "quelqu", "quelque", "quelques"),
        *("quels", "qui", "quoi", "sa", "sans", "se", "ses", "si", "son", "sont"),
        *("sous", "ta", "te", "tes", "ton", "tous", "tout", "toute", "toutes", "tu"),
        *("un", "une", "vers", "vos", "votre", "vous"),
    ]
)


#: « infirmier(e) », « infirmier·ère », « infirmiers.ères », « élu/e »: both at once.
INCLUSIVE = re.compile(
    r"(?<=\w\w)(?:\((?:e|ne|le|se|ve|ère|ière|euse|rice|trice|esse)s?\)"
    r"|[·•‧⋅.\-–/](?:e|ne|le|se|ve|ère|ière|euse|rice|trice|esse)(?:[·•‧⋅.\-–]?s)?(?![\w@-]))",
    re.IGNORECASE,
)


def in_one_gender(text: str) -> str:
    """« infirmier(e) », « infirmier·ère » → infirmier, as the lists have it."""
    return INCLUSIVE.sub("", unicodedata.normalize("NFC", text))


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


def telling_words(said: list[str]) -> list[str]:
    """Those of a question that tell whom one looks for; all, when none does.

    Neither small words nor titles, « dr », « Mme », which no card has. A long one that
    comes last is a name: « Jean Docteur »; « Esnault Dr » is Esnault.
    """
    titles = {*TITLES, "m"}
    last = [word for word in said[-1:] if len(said) == 1 or word not in SHORT_TITLES]
    untitled = [word for word in said[:-1] if word not in titles] + last
    return [word for word in untitled if word not in LITTLE] or untitled


def asked(text: str) -> list[str]:
    """Words of a question, all of them. Each is to begin a word of what is kept.

    Small words and titles are left out, and the mark of the plural: « infirmiers »
    finds « infirmier ».
    """
    said = words(in_one_gender(text[:500]))
    found = telling_words(list(dict.fromkeys(said)))
    return [word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in found]
