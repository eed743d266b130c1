"""French typography of texts that come with straight quotes and plain spaces.

Rules of the Imprimerie nationale: a narrow no-break space before `; ! ? : %`, inside
guillemets, in large numbers and before units; a curved apostrophe.
"""

import re

NARROW = "\u202f"


def typeset(text: str) -> str:
    """`text` with French apostrophes and no-break spaces; addresses are left alone."""
    text = text.replace("'", "’")
    text = re.sub(r"[ \u00a0]+([;!?:%»€])", NARROW + r"\1", text)
    text = re.sub(r"«[ \u00a0]+", "«" + NARROW, text)
    return re.sub(r"(?<=\d)[ \u00a0](?=\d{3}(?!\d)|(?:h|km|kg|Mo)\b)", NARROW, text)


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: `1 fichier`, `29 115 fichiers`."""
    digits = f"{number:,}".replace(",", NARROW)
    return f"{digits} {one if number < 2 else many}"
