"""Documents and the texts they refer to."""

from library.models.categories import Category
from library.models.communes import DocumentCommune
from library.models.documents import Document
from library.models.elimination import Elimination, EliminationLine
from library.models.links import LinkRound, LinkUse, OutsideLink
from library.models.pictures import Picture, Rendition
from library.models.previews import Preview
from library.models.protocols import (
    Protocol,
    ReadingAsked,
    Signatory,
    StampedCopy,
    Understood,
)
from library.models.references import Reference
from library.models.sharing import SharedLink
from library.models.uploads import Upload
from library.models.versions import Extract, Version

__all__ = [
    "Category",
    "Document",
    "DocumentCommune",
    "Elimination",
    "EliminationLine",
    "Extract",
    "LinkRound",
    "LinkUse",
    "OutsideLink",
    "Picture",
    "Preview",
    "Protocol",
    "ReadingAsked",
    "Reference",
    "Rendition",
    "SharedLink",
    "Signatory",
    "StampedCopy",
    "Understood",
    "Upload",
    "Version",
]
