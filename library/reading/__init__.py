"""From a file to the text of its pages, without Django and in a process of its own."""

from .errors import CODES, MESSAGES, Unreadable
from .isolation import Page, Reading, read_file
from .limits import FOR_OCR, FOR_TEXT, Limits
from .sniff import KINDS, Kind, sniff

__all__ = [
    "CODES",
    "FOR_OCR",
    "FOR_TEXT",
    "KINDS",
    "MESSAGES",
    "Kind",
    "Limits",
    "Page",
    "Reading",
    "Unreadable",
    "read_file",
    "sniff",
]
