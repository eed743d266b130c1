"""What a file says of itself, without what software wrote in place of its author."""

import re
from datetime import date, timedelta

from .clean import clean

MAX_LENGTH = 300
JUNK_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)\b.*|(?:présentation|presentation|"
    r"diapositive|document|classeur|feuille|sans titre|untitled|titre|title|image|scan|"
    r"numérisation|page|slide|diaporama|normal|modèle|template|unspecified|none|unknown)"
    r"(?: ?(?:powerpoint|microsoft word|word|excel|presentation))?[ _-]?\d*|"
    r"powerpoint presentation|mise en page ?\d*|full page photo|nouveau document|"
    r"document sans titre|\(?anonymous\)?|"
    r".*\.(?:docx?|xlsx?|pptx?|od[tsp]|pdf|rtf|indd|qxd|pub|"
    r"txt|html?|jpe?g|png|tiff?))$",
    re.IGNORECASE,
)
JUNK_AUTHOR = re.compile(
    r"^(?:python-(?:docx|pptx)|openpyxl|anonymous|unspecified|unknown|none|"
    r"(?:microsoft office |windows |libreoffice )?(?:user|utilisateur)(?: windows)?\d*|"
    r"microsoft(?: office)?|admin(?:istrat(?:eur|or))?|auteur|author|owner|hp|dell|"
    r"utilisateur de microsoft office|propri[ée]taire|client|root|poste ?\d+|"
    r"(?:hp|canon|epson|xerox|ricoh|brother|konica)\b.*|[^\s\\]+\\\S+|\S+@\S+|.*[<>].*|"
    r"acer|asus|lenovo|pc|scan(?:ner)?|steve canny)$",
    re.IGNORECASE,
)
ISO_DATE = re.compile(r"^(?:D:)?(\d{4})-?(\d{2})-?(\d{2})")
OLDEST = date(1985, 1, 1)  # before that, a clock was not set


def title(found: str, file_name: str = "") -> str | None:
    """A title that a person wrote; `file_name` is what the file was called."""
    found = _line(found)
    plain = re.sub(r"[\W_]+", "", found).casefold()
    stem = re.sub(r"[\W_]+", "", file_name.rpartition(".")[0] or file_name).casefold()
    is_name = " " not in found and re.search(r"[_\d-]", found)
    if not re.search(r"[^\W\d_]{2}", found) or JUNK_TITLE.match(found):
        return None
    return None if is_name or plain == stem else found


def author(found: str) -> str | None:
    found = _line(found)
    if not re.search(r"[^\W\d_]{2}", found) or JUNK_AUTHOR.match(found):
        return None
    return found


def day(found: str) -> str | None:
    """An ISO date out of ISO 8601 or of a PDF date (ISO 32000-1, 7.9.4)."""
    parts = ISO_DATE.match(found.strip())
    if not parts:
        return None
    try:
        value = date(*map(int, parts.groups()))
    except ValueError:
        return None
    latest = date.today() + timedelta(days=1)
    return value.isoformat() if OLDEST <= value <= latest else None


def _line(found: str) -> str:
    return " ".join(clean(found[: MAX_LENGTH * 4]).split())[:MAX_LENGTH]
