"""Which words are one word: its number and gender, then its family.

Snowball makes one stem of « mars », « Marie » and « Marer », of « sortie » and
« sorte ». Here a word is *the same* when only its number or gender differs (and the
tense, when a verb is asked for by its infinitive); it is *near* when it has the same
stem and begins alike: found and ranked after, and marked only where the word itself
is not. All words are folded.
"""

from functools import lru_cache

from search.engine.french import STOP_WORDS, stem

SHORTEST = 2  # letters of a form
ALIKE = 4  # letters that near words begin with at least

# Plural → singular; the first that fits. A key needs not be a word.
PLURALS = (
    ("travaux", "travail"),
    ("eaux", "eau"),
    ("yaux", "yau"),
    ("aux", "al"),
    ("oux", "ou"),
    ("lieux", "lieu"),
    ("jeux", "jeu"),
    ("feux", "feu"),
    ("veux", "veu"),
    ("s", ""),
)
# Feminine → masculine without the plural's end, and the fewest letters of it. A bare
# « e » is left out: it makes « médecine » of « médecin » and « porte » of « port ».
GENDERS = (
    ("trice", "teur", 5),
    ("euse", "eur", 5),
    ("eux", "eur", 5),
    ("iere", "ier", 5),
    ("gere", "ger", 5),
    ("elle", "el", 5),
    ("enne", "en", 5),
    ("onne", "on", 6),
    ("ique", "ic", 5),
    ("aise", "ai", 5),
    ("ante", "ant", 5),
    ("ente", "ent", 5),
    ("ale", "al", 4),
    ("ive", "if", 4),
    ("ue", "u", 3),
)
TENSES = (
    "e", "es", "ent", "ez", "ons", "ant", "ante", "antes", "ants", "ee", "ees", "ait",
    "aient", "ais", "a", "era", "eront", "erait", "eraient",
)  # fmt: skip


@lru_cache(maxsize=10_000)
def lemma(word: str) -> str:
    """One key for the numbers and genders of a word: « sociales » → « social »."""
    word = _singular(word)
    for feminine, masculine, least in GENDERS:
        if word.endswith(feminine):
            changed = word.removesuffix(feminine) + masculine
            return changed if len(changed) >= least else word
    return word


@lru_cache(maxsize=1_000)
def same(word: str) -> frozenset[str]:
    """The forms of `word` itself, `word` among them."""
    key = lemma(word)
    singulars = {key, _singular(word)} | {
        key.removesuffix(masculine) + feminine
        for feminine, masculine, _ in GENDERS
        if key.endswith(masculine)
    }
    forms = singulars | {
        one.removesuffix(singular) + plural
        for one in singulars
        for plural, singular in PLURALS
        if one.endswith(singular)
    }
    kept = {one for one in forms if len(one) >= SHORTEST and lemma(one) == key}
    return frozenset((kept - STOP_WORDS) | _tenses(word) | {word})


def near(word: str, other: str) -> bool:
    """Have the two a stem and a beginning in common?"""
    return word[:ALIKE] == other[:ALIKE] and stem(word) == stem(other)


@lru_cache(maxsize=1_000)
def beginning(word: str) -> str:
    """What each form, the same or near, begins with."""
    forms = {*same(word), near_beginning(word)}
    first, last = min(forms), max(forms)  # what these two share, all do
    shared = 0
    while first[: shared + 1] == last[: shared + 1] and shared < len(first):
        shared += 1
    return first[:shared]


def near_beginning(word: str) -> str:
    """What near words begin with.

    Stemming rewrites at most the last two letters left (« chevaux », « cheval »): so
    it does on 84,000 words of law.
    """
    return word[: max(ALIKE, len(stem(word)) - 2)]


def _singular(word: str) -> str:
    if len(word) <= SHORTEST or word.endswith("ss"):
        return word
    for plural, singular in PLURALS:
        if word.endswith(plural):
            return word.removesuffix(plural) + singular
    return word


def _tenses(word: str) -> set[str]:
    """Of a verb in -er: « appeler », « appelle », « appelé »."""
    root = word.removesuffix("er")
    if root == word or len(root) < ALIKE:
        return set()
    roots = [root]
    if root[-1] in "lt":
        roots.append(root + root[-1])
    return {one + tense for one in roots for tense in TENSES}
