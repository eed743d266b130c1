"""Why a file is not shown as it is, for who reads it."""

from library.previews.kinds import TURNED

WHY = {
    "encrypted": "il est protégé par un mot de passe",
    "too_big": "il est trop grand",
    "timeout": "il demande trop de temps",
    "memory": "il demande trop de mémoire",
    "damaged": "il est abîmé ou incomplet",
    "crashed": "il n’a pas pu être ouvert",
}


def sentence(kind: str, problem: str) -> str:
    """Nothing for the formats that are shown otherwise."""
    if kind not in TURNED:
        return ""
    why = WHY.get(problem, WHY["crashed"])
    return (
        f"Ce fichier ne peut pas être montré ici avec sa mise en page\u202f: {why}. "
        "Pour le voir tel quel, téléchargez-le."
    )
