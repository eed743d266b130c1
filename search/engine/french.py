"""French, read the same way in texts and in questions.

Punctuation and apostrophes cut words; then lower case, accents and ligatures folded,
stop words, Snowball stemming, in this order: folding after stemming would tell
« infirmière » from « infirmiere ».
"""

import re
import unicodedata
from functools import lru_cache

import tantivy

WORD = re.compile(r"[^\W_]+")
LONGEST_WORD = 60  # a longer one is a key or an accident, and no one types it
DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
INVISIBLE = re.compile(
    f"[\u00ad\u200b\u200c\u200d\u2060\ufeff{DIRECTION.pattern[1:-1]}]"
)
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")

STOP_WORDS = frozenset(
    [
        "a",
        "ai",
        "aie",
        "aient",
        "ait",
        "ainsi",
        "alors",
        "and",
        "apres",
        "as",
        "au",
        "aucun",
        "aucune",
        "aussi",
        "autre",
        "autres",
        "aux",
        "avaient",
        "avais",
        "avait",
        "avant",
        "avec",
        "avez",
        "aviez",
        "avions",
        "avoir",
        "avons",
        "ayant",
        "c",
        "ca",
        "car",
        "ce",
        "ceci",
        "cela",
        "celle",
        "celles",
        "celui",
        "ces",
        "cet",
        "cette",
        "ceux",
        "chaque",
        "chez",
        "ci",
        "combien",
        "comme",
        "comment",
        "d",
        "dans",
        "de",
        "depuis",
        "des",
        "donc",
        "dont",
        "du",
        "elle",
        "elles",
        "en",
        "encore",
        "entre",
        "es",
        "est",
        "et",
        "etaient",
        "etais",
        "etait",
        "etant",
        "etc",
        "etes",
        "etiez",
        "etions",
        "etre",
        "eu",
        "eux",
        "fait",
        "faire",
        "faut",
        "furent",
        "fut",
        "hui",
        "il",
        "ils",
        "j",
        "je",
        "jusqu",
        "l",
        "la",
        "laquelle",
        "le",
        "lequel",
        "les",
        "lesquelles",
        "lesquels",
        "leur",
        "leurs",
        "lors",
        "lorsqu",
        "lorsque",
        "lui",
        "m",
        "ma",
        "mais",
        "me",
        "meme",
        "memes",
        "mes",
        "moi",
        "mon",
        "n",
        "ne",
        "ni",
        "nos",
        "notre",
        "nous",
        "on",
        "ont",
        "or",
        "ou",
        "par",
        "parce",
        "pas",
        "pendant",
        "peu",
        "peut",
        "peuvent",
        "plus",
        "pour",
        "pourquoi",
        "presqu",
        "pu",
        "puis",
        "puisqu",
        "puisque",
        "qu",
        "quand",
        "que",
        "quel",
        "quelle",
        "quelles",
        "quelqu",
        "quelque",
        "quelques",
        "quels",
        "qui",
        "quoi",
        "quoique",
        "s",
        "sa",
        "sans",
        "se",
        "sera",
        "serait",
        "seront",
        "ses",
        "si",
        "soi",
        "soient",
        "soit",
        "sommes",
        "son",
        "sont",
        "sous",
        "suis",
        "sur",
        "t",
        "ta",
        "te",
        "tel",
        "telle",
        "telles",
        "tels",
        "tes",
        "toi",
        "ton",
        "tous",
        "tout",
        "toute",
        "toutes",
        "tres",
        "tu",
        "un",
        "une",
        "va",
        "vers",
        "via",
        "voici",
        "voila",
        "vont",
        "vos",
        "votre",
        "vous",
        "y",
    ]
)


def _analyser(*, stem: bool) -> tantivy.TextAnalyzer:
    builder = (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(LONGEST_WORD))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
    )
    if stem:
        builder = builder.filter(
            tantivy.Filter.custom_stopword(sorted(STOP_WORDS))
        ).filter(tantivy.Filter.stemmer("french"))
    return builder.build()


STEMMED = _analyser(stem=True)
FOLDED = _analyser(stem=False)


def clean(text: str) -> str:
    """One composed form for each accent, plain spaces, nothing invisible."""
    text = unicodedata.normalize("NFC", text)
    return " ".join(CONTROL.sub(" ", INVISIBLE.sub("", text)).split())


@lru_cache(maxsize=10_000)
def fold(word: str) -> str:
    """« Cœurs » → « coeurs »."""
    return "".join(FOLDED.analyze(word))


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """« Cœurs » → « coeur »; nothing for a stop word."""
    return "".join(STEMMED.analyze(word))


def acronym(word: str) -> str:
    """« EHPADs » → « ehpad »; nothing for a word that is not written in capitals."""
    bare = word.removesuffix("s")
    return fold(bare) if bare.isupper() and sum(map(str.isalpha, bare)) > 1 else ""


def acronyms(text: str) -> list[str]:
    """The words of `text` that are written in capitals, folded, in order."""
    return list(filter(None, map(acronym, WORD.findall(text))))


def folded_words(text: str) -> list[str]:
    """All words of `text`, folded, in order."""
    return list(FOLDED.analyze(text))


@lru_cache(maxsize=20_000)
def telling(text: str) -> tuple[str, ...]:
    """The folded words of `text`, without stop words."""
    return tuple(word for word in folded_words(text) if word not in STOP_WORDS)
