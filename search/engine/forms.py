"""Which words are one word: its number and gender, then its family.

Snowball makes one stem of « mars », « Marie » and « Marer », of « sortie » and
« sorte ». Here a word is *the same* when only its number or gender differs (and the
tense, when a verb is asked for by its infinitive); it is *near* when it has the same
stem and begins alike: found and ranked after, and marked only where the word itself
is not. All words are folded.
"""

from functools import lru_cache

from search.engine.french import STOP_WORDS, stem

SHORTEST = 3  # letters of a form
ALIKE = 4  # letters that near words begin with at least

# Masculine → feminine, both without the plural's end. A bare « e » is left out: it
# makes « médecine » of « médecin » and « porte » of « port ».
GENDERS = (
    ("al", "ale"),
    ("el", "elle"),
    ("en", "enne"),
    ("on", "onne"),
    ("ier", "iere"),
    ("ger", "gere"),
    ("teur", "trice"),
    ("eur", "euse"),
    ("eux", "euse"),
    ("if", "ive"),
    ("ic", "ique"),
    ("ant", "ante"),
    ("ent", "ente"),
    ("ais", "aise"),
    ("lu", "lue"),
)
PLURALS = (("eau", "eaux"), ("al", "aux"), ("ail", "aux"), ("eu", "eux"), ("ou", "oux"))
TENSES = (
    "e", "es", "ent", "ez", "ons", "ant", "ante", "antes", "ants", "ee", "ees", "ait",
    "aient", "ais", "a", "era", "eront", "erait", "eraient", "er",
)  # fmt: skip


@lru_cache(maxsize=5_000)
def same(word: str) -> frozenset[str]:
    """The forms of `word` itself, `word` among them."""
    singulars = {word, *_singulars(word)}
    lemmas = singulars | {
        one.removesuffix(feminine) + masculine
        for one in singulars
        for masculine, feminine in GENDERS
        if one.endswith(feminine)
    }
    genders = lemmas | {
        one.removesuffix(masculine) + feminine
        for one in lemmas
        for masculine, feminine in GENDERS
        if one.endswith(masculine)
    }
    forms = {form for one in genders for form in (one, *_plurals(one))}
    forms |= _tenses(word)
    long = {form for form in forms if len(form) >= SHORTEST}
    return frozenset(long - STOP_WORDS | {word})


def near(word: str, other: str) -> bool:
    """Have the two a stem and a beginning in common?"""
    return word[:ALIKE] == other[:ALIKE] and stem(word) == stem(other)


@lru_cache(maxsize=5_000)
def beginning(word: str) -> str:
    """What each form, the same or near, begins with."""
    forms = {*same(word), near_beginning(word)}
    first, last = min(forms), max(forms)  # what these two share, all do
    length = next(
        (n for n, (a, b) in enumerate(zip(first, last, strict=False)) if a != b),
        min(len(first), len(last)),
    )
    return first[:length]


def near_beginning(word: str) -> str:
    """What near words begin with.

    Stemming rewrites at most the last two letters left (« chevaux », « cheval »): so
    it does on 84,000 words of law.
    """
    return word[: max(ALIKE, len(stem(word)) - 2)]


def _singulars(word: str) -> set[str]:
    ends = ((plural, singular) for singular, plural in (*PLURALS, ("", "s")))
    return {
        word.removesuffix(plural) + singular
        for plural, singular in ends
        if word.endswith(plural) and not (plural == "aux" and word.endswith("eaux"))
    }


def _plurals(word: str) -> set[str]:
    if word.endswith(("s", "x", "z")):
        return set()
    irregular = {
        word.removesuffix(singular) + plural
        for singular, plural in PLURALS
        if word.endswith(singular)
    }
    return {f"{word}s", *irregular}


def _tenses(word: str) -> set[str]:
    """Of a verb in -er: « appeler », « appelle », « appelé »."""
    root = word.removesuffix("er")
    if root == word or len(root) < ALIKE:
        return set()
    roots = [root]
    if root[-1] in "lt":
        roots.append(root + root[-1])
    return {one + tense for one in roots for tense in TENSES}
