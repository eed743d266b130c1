"""Numbers with their nouns, as they are printed in French."""

NARROW = "\u202f"


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: `1 fichier`, `29 115 fichiers`."""
    digits = f"{number:,}".replace(",", NARROW)
    return f"{digits} {one if number < 2 else many}"
