"""Why a question finds nothing, and what its author can do: sentences of the page."""

from collections.abc import Iterator

from search.engine.french import LONGEST_WORD, STOP_WORDS, WORD, clean, folded_words
from search.query import LONGEST_QUESTION, parse


def nothing_to_look_for(text: str) -> str:
    """Of a question that has no word to look for (`Answer.too_common`)."""
    asked = parse(text)
    if asked.shortened:
        return (
            f"Seuls les {LONGEST_QUESTION} premiers signes d’une question sont lus, et "
            "il n’y a là aucun mot à chercher\u202f: écrivez-la plus courte."
        )
    if asked.excludes:
        return "Un moins écarte un mot\u202f: écrivez aussi un mot à trouver."
    if any(len(word) > LONGEST_WORD for word in WORD.findall(clean(text))):
        return (
            f"Un mot de plus de {LONGEST_WORD} lettres n’est pas cherché\u202f: "
            "écrivez-en un plus court."
        )
    words = folded_words(clean(text))
    if words and STOP_WORDS.issuperset(words):
        return (
            "Un mot aussi courant est partout, et n’est pas cherché\u202f: "
            "ajoutez-en un plus précis."
        )
    return "Il n’y a là aucun mot à chercher\u202f: écrivez-en au moins un."


def other_ways(text: str) -> Iterator[str]:
    """What to change in a question that nothing answers."""
    asked = parse(text)
    if len(asked.words) + len(asked.phrases) + len(asked.numbers) > 1:
        yield (
            "écrire moins de mots, ou d’autres\u202f: «\u202fdomicile\u202f» plutôt "
            "que «\u202fmaintien à domicile des aînés\u202f»"
        )
    elif asked.numbers:
        yield "vérifier le numéro, ou chercher les mots du texte"
    else:
        yield "écrire un autre mot, ou un mot plus général"
    if asked.phrases:
        yield "enlever les guillemets"
    if asked.excludes:
        yield "enlever ce qui est précédé d’un moins"
