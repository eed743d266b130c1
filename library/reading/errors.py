"""Why a file gave no text, in words that its author can act upon."""

from typing import Final

MESSAGES: Final[dict[str, str]] = {
    "empty": "Ce fichier est vide. Vérifiez-le sur votre poste, puis déposez-le à "
    "nouveau.",
    "unknown": "Ce type de fichier n’est pas accepté ici. Enregistrez le document en "
    "PDF, puis déposez-le à nouveau.",
    "unknown:archive": "Ce fichier est une archive qui en contient d’autres. Déposez "
    "un par un les documents qu’elle contient.",
    "unknown:heic": "Cette photo est au format HEIC. Enregistrez-la en JPEG ou en "
    "PDF, puis déposez-la à nouveau.",
    "unknown:film": "Cette vidéo n’est pas dans un format que tous les navigateurs "
    "montrent. Enregistrez-la en MP4 ou en WebM, puis déposez-la à nouveau.",
    "unknown:svg": "Cette image est au format SVG, qui peut contenir un programme. "
    "Enregistrez-la en PNG ou en PDF, puis déposez-la à nouveau.",
    "unknown:msg": "Ce message est au format d’Outlook. Enregistrez-le en PDF ou au "
    "format EML, puis déposez-le à nouveau.",
    "encrypted": "Ce fichier est protégé par un mot de passe. Enregistrez-le sans mot "
    "de passe, puis déposez-le à nouveau.",
    "broken": "Ce fichier est abîmé ou incomplet\u202f: son texte n’a pas pu être lu. "
    "S’il s’ouvre sur votre poste, enregistrez-le en PDF et déposez ce PDF\u202f; "
    "sinon, demandez-le de nouveau à qui vous l’a donné.",
    "too_big": "Ce fichier contient trop de texte, de pages ou de données pour être "
    "lu. Découpez-le en plusieurs fichiers, puis déposez-les.",
    "executable": "Ce fichier est un programme, et non un document. Il n’est pas "
    "accepté ici.",
    "timeout": "La lecture de ce fichier a pris trop de temps et a été arrêtée. "
    "Réessayez, ou découpez-le en plusieurs fichiers.",
    "memory": "La lecture de ce fichier demande trop de mémoire et a été arrêtée. "
    "Découpez-le ou allégez ses images, puis déposez-le à nouveau.",
    "tool_missing": "Il manque au serveur un outil pour lire ce fichier. Prévenez la "
    "personne qui administre le site, puis relancez la lecture.",
    "tool_missing:soffice": "Le serveur ne sait pas lire ce format ancien, car "
    "LibreOffice n’y est pas installé. Enregistrez le document en PDF, ou prévenez "
    "la personne qui administre le site.",
    "tool_missing:tesseract": "Le serveur ne sait pas reconnaître le texte des "
    "images, car Tesseract et ses données françaises n’y sont pas installés. "
    "Prévenez la personne qui administre le site, puis relancez la lecture.",
    "crashed": "La lecture de ce fichier s’est arrêtée sans explication. "
    "Réessayez\u202f; si cela recommence, enregistrez le document en PDF et "
    "déposez-le à nouveau.",
}
CODES: Final = frozenset(key for key in MESSAGES if ":" not in key)


class Unreadable(Exception):  # noqa: N818 - it says what the file is
    """A file gave no text, or stopped giving it.

    `code` is one of CODES, `message` a French sentence for the person who gave the
    file, `page` the page where reading stopped (from 1) if known, `detail` narrows the
    code ("archive", "soffice"…), and `trace` is for the log, never for the screen.
    """

    def __init__(
        self, code: str, *, page: int | None = None, detail: str = "", trace: str = ""
    ) -> None:
        self.code = code if code in CODES else "crashed"
        self.detail = detail
        self.page = page
        self.trace = trace
        self.message = MESSAGES.get(f"{self.code}:{detail}", MESSAGES[self.code])
        super().__init__(self.message)
