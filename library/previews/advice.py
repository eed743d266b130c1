"""What makes a file hard to read for some, for who can give a better one."""

from __future__ import annotations

from dataclasses import dataclass

from library.models import Version

IMAGE = "Ce PDF est une image de papier"
UNTAGGED = "Ce PDF ne dit pas ce qui est un titre, une liste ou un tableau"
GIVE_ORIGINAL = (
    "Son texte a été reconnu, avec peut-être des erreurs, et un lecteur d’écran n’en "
    "dit rien. Si vous avez le document d’origine, donnez-le à la place."
)
SAVE_AGAIN = (
    "Un lecteur d’écran le lit d’une traite. Si vous avez le document d’origine, "
    "enregistrez-le à nouveau en PDF\u202f: dans Word, avec l’option «\u202fBalises de "
    "structure de document pour l’accessibilité\u202f»\u202f; dans LibreOffice, avec "
    "«\u202fPDF balisé\u202f». Puis donnez ce fichier à la place."
)


@dataclass(frozen=True)
class Advice:
    title: str
    text: str


def advice_on(version: Version | None) -> Advice | None:
    """On a PDF without a text layer, or without tags (RGAA 4.1.2, criterion 13.3)."""
    if version is None or not version.is_pdf or version.state != Version.State.READ:
        return None
    if version.scanned:
        title = IMAGE
        if version.scanned < (version.page_count or 0):
            many = version.scanned > 1
            pages = "pages sont des images" if many else "page est une image"
            title = f"Dans ce PDF, {version.scanned} {pages} de papier"
        return Advice(title, GIVE_ORIGINAL)
    return Advice(UNTAGGED, SAVE_AGAIN) if version.is_tagged is False else None
