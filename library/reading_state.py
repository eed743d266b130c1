"""How far the reading of a document is, in words that say what to expect."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

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
UNREADABLE = "Le texte de ce document n’a pas pu être lu."
TONES = {
    State.READ: ("good", "circle-check"),
    State.UNREADABLE: ("bad", "file-x"),
    State.NEEDS_OCR: ("calm", "scan-text"),
    State.READING: ("calm", "loader-circle"),
}


@dataclass(frozen=True)
class ReadingState:
    """The state of a document's current version. `explanation` is empty once read."""

    document: Document
    state: str
    label: str
    explanation: str
    in_progress: bool

    @classmethod
    def of(cls, document: Document) -> ReadingState:
        version = document.current
        state = version.state if version else State.UNREADABLE
        waits = version is not None and version.in_progress
        return cls(
            document=document,
            state=state,
            label=State(state).label,
            explanation=explain(state, version.explanation if version else ""),
            in_progress=waits and (state != State.NEEDS_OCR or settings.OCR),
        )

    @property
    def tone(self) -> str:
        return TONES.get(State(self.state), ("calm", "hourglass"))[0]

    @property
    def icon(self) -> str:
        return TONES.get(State(self.state), ("calm", "hourglass"))[1]

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


def explain(state: str, said: str) -> str:
    if state == State.UNREADABLE:
        return said or UNREADABLE
    if state == State.NEEDS_OCR:
        return OCR if settings.OCR else NO_OCR
    return {State.WAITING.value: WAITING, State.READING.value: READING}.get(state, "")
