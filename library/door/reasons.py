"""Why a file is held, in words: what the door found, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from library.door import numbers
from library.reading import active

ENCRYPTED, VIRUS, UNSCANNED = "encrypted", "virus", "unscanned"
#: What a person saw, and no program: `text` is his word.
BY_HAND = "hand"
WHY = {
    numbers.NIR: "numéro de sécurité sociale",
    numbers.INS: "identité nationale de santé (INS)",
    ENCRYPTED: "fichier protégé par un mot de passe\u202f: rien n’a pu y être cherché",
    VIRUS: "virus reconnu par l’antivirus",
    UNSCANNED: "fichier trop gros pour l’antivirus, qui ne l’a pas regardé",
    BY_HAND: "une personne qui veille sur cet espace l’a retenu",
    active.MACRO: "macros\u202f: un programme qui s’exécuterait à l’ouverture",
    active.ACTIVE: "contenu actif",
    active.ATTACHMENT: "fichiers joints à l’intérieur, où rien n’a pu être cherché",
}
SAID = {
    active.SCRIPT: "un programme (JavaScript) s’exécuterait à l’ouverture",
    active.LAUNCH: "il lancerait un autre programme ou lirait un autre fichier",
    active.SENT: "il enverrait ailleurs ce qu’on y écrit",
    active.REMOTE: "il irait chercher une partie de lui-même ailleurs",
}
OFF_PAGE = "dans un champ, une note, un commentaire ou une propriété"
PATIENT = {numbers.NIR, numbers.INS}
TO_DO = {
    "patient": "Cet espace ne peut pas recevoir de données de santé. Pour échanger au "
    "sujet d’un patient, écrivez par une messagerie sécurisée de santé (MSSanté). Pour "
    "garder ce document ici, retirez-en ce qui nomme la personne, puis déposez-le à "
    "nouveau.",
    ENCRYPTED: "Enregistrez-le sans mot de passe, puis déposez-le à nouveau.",
    VIRUS: "Ne l’ouvrez pas, et prévenez la personne qui s’occupe de vos "
    "ordinateurs\u202f: le vôtre a peut-être ce virus. Personne ne peut télécharger ce "
    "fichier.",
    UNSCANNED: "Découpez-le ou allégez-le, puis déposez-le à nouveau.",
    BY_HAND: "Corrigez-le selon ce qui est dit, puis déposez-le à nouveau. S’il nomme "
    "un patient, échangez plutôt par une messagerie sécurisée de santé (MSSanté).",
    active.MACRO: "Enregistrez-le sans macros (au format .docx, .xlsx ou .pptx) ou en "
    "PDF, puis déposez-le à nouveau.",
    active.ACTIVE: "Imprimez-le dans un nouveau PDF, puis déposez celui-ci.",
    active.ATTACHMENT: "Déposez un par un les fichiers qu’il contient, et lui "
    "sans eux.",
}


@dataclass(frozen=True)
class Reason:
    """Why a file is held: `code`, the page (from 1, None for the whole), and `text`: a
    masked number, or a word that says more. `where`: what it stands in, when that is
    no page.
    """

    code: str
    page: int | None = None
    text: str = ""
    where: str = ""

    def __str__(self) -> str:
        where = f"page {self.page}\u202f: " if self.page else ""
        more = SAID.get(self.text, self.text)
        if self.code in PATIENT:
            apart = "" if self.page else f", {self.where or OFF_PAGE}"
            said = f"{where}{WHY[self.code]} {more}{apart}"
        else:
            said = f"{where}{WHY[self.code]}" + (f" ({more})" if more else "")
        return said[0].upper() + said[1:]

    def as_json(self) -> dict[str, Any]:
        """`where` only when it says something."""
        return {k: v for k, v in asdict(self).items() if k != "where" or v}


def of_flags(flags: Iterable[tuple[str, str]]) -> list[Reason]:
    """What `library.reading.active` found; only what is known holds a file."""
    found = [Reason(code, None, word) for code, word in flags if code != active.UNSURE]
    return list(dict.fromkeys(found))  # the antivirus may say it too


def to_do(reasons: Iterable[Reason]) -> list[str]:
    """What to do, once for each kind of reason, the gravest first."""
    codes = ["patient" if each.code in PATIENT else each.code for each in reasons]
    order = [VIRUS, "patient", *TO_DO]
    return [TO_DO[code] for code in dict.fromkeys(order) if code in codes]
