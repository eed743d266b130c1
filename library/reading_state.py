"""How far a document is, from the door to the reading of its text, in words that say
what to expect.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse

from library import texts
from library.door.reasons import Reason, to_do
from library.models import Document, Version

State = Version.State
WAITING = (
    "Ce document attend son tour pour être lu. Vous pouvez déjà le télécharger\u202f; "
    "ses mots se chercheront dès qu’il sera lu, en général dans la minute."
)
READING = "Le texte de ce document est en train d’être lu, page après page."
OCR = (
    "Des pages de ce document sont des images\u202f: leur texte est en train d’être "
    "reconnu. Cela prend quelques secondes par page."
)
NO_OCR = (
    "Des pages de ce document sont des images. La reconnaissance de leur texte est "
    "arrêtée sur ce site\u202f: leurs mots ne se cherchent pas."
)
ANTIVIRUS = (
    "L’antivirus du site ne répond pas\u202f: ce fichier attend qu’il réponde pour "
    "être lu, et pour être vu des autres. Rien n’est perdu."
)
STORE = (
    "Le serveur qui garde les fichiers ne répond pas\u202f: celui-ci sera lu dès qu’il "
    "répondra. Rien n’est perdu."
)
AT_DOOR = "Les autres le verront une fois qu’il aura été vérifié."
WAITS_FOR = {texts.ANTIVIRUS: ANTIVIRUS, texts.STORE: STORE}
HELD = "held"
#: So many reasons in a sentence.
MOST_SAID = 3
UNREADABLE = "Le texte de ce document n’a pas pu être lu."
TONES: dict[str, tuple[str, str]] = {
    HELD: ("bad", "lock"),
    State.READ: ("good", "circle-check"),
    State.UNREADABLE: ("bad", "file-x"),
    State.NEEDS_OCR: ("calm", "scan-text"),
    State.READING: ("calm", "loader-circle"),
}


@dataclass(frozen=True)
class ReadingState:
    """The state of a version of a document, by default the current one.

    `state` is one of Version.State, or `held` when the door holds it, for `reasons`,
    against which there is something `to_do`. `explanation` is empty once read.
    """

    document: Document
    version: Version | None
    state: str
    label: str
    explanation: str
    in_progress: bool
    reasons: list[Reason] = field(default_factory=list)

    @classmethod
    def of(cls, document: Document, version: Version | None = None) -> ReadingState:
        version = version or document.current
        if version is not None and version.is_held:
            return cls.held(document, version)
        state = version.state if version else State.UNREADABLE
        waits = version is not None and version.in_progress
        return cls(
            document=document,
            version=version,
            state=state,
            label=State(state).label,
            explanation=explain(state, version) + unseen(document, version),
            in_progress=waits and (state != State.NEEDS_OCR or settings.OCR),
        )

    @classmethod
    def held(cls, document: Document, version: Version) -> ReadingState:
        reasons = [Reason(**given) for given in version.reasons]
        said = " ".join(f"{reason}." for reason in reasons[:MOST_SAID])
        return cls(
            document=document,
            version=version,
            state=HELD,
            label="retenu",
            explanation=said,
            in_progress=version.in_progress,
            reasons=reasons,
        )

    @property
    def to_do(self) -> list[str]:
        return to_do(self.reasons)

    @property
    def is_incoming(self) -> bool:
        """Do others still read the version before?"""
        version = self.version
        return version is not None and version.pk != self.document.current_id

    @property
    def tone(self) -> str:
        return TONES.get(self.state, ("calm", "hourglass"))[0]

    @property
    def icon(self) -> str:
        return TONES.get(self.state, ("calm", "hourglass"))[1]

    @property
    def url(self) -> str:
        return reverse("library:document_state", args=[self.document.pk])

    def as_json(self) -> dict[str, object]:
        return {
            "state": self.state,
            "state_label": self.label,
            "explanation": self.explanation,
            "in_progress": self.in_progress,
        }


def unseen(document: Document, version: Version | None) -> str:
    """What is said while others see nothing of a document that is being read."""
    if version is None or not (document.at_door and version.in_progress):
        return ""
    return f" {AT_DOOR}"


def explain(state: str, version: Version | None) -> str:
    if state == State.UNREADABLE:
        return (version.explanation if version else "") or UNREADABLE
    if state == State.WAITING and version and version.problem in WAITS_FOR:
        return WAITS_FOR[version.problem]
    if state == State.NEEDS_OCR:
        return OCR if settings.OCR else NO_OCR
    return {State.WAITING.value: WAITING, State.READING.value: READING}.get(state, "")
