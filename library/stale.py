"""A form that was opened before somebody else saved: told, and nothing is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django import forms

CHANGED = (
    "Quelqu’un a enregistré autre chose pendant que cette page était ouverte. Rien "
    "n’est perdu de ce que vous avez écrit\u202f: relisez-le, puis enregistrez de "
    "nouveau pour remplacer ce qui est enregistré\u202f: "
)


class Unstale(forms.BaseForm):
    """`watch`, or `watch_values`, is called at the end of `__init__`.

    Saved once more, it is meant: the answer bears what is there now.
    """

    is_stale = False
    #: What is kept now, by field, when the form tells where it differs.
    shown: Mapping[str, str] = {}

    def watch(self, now: str) -> None:
        """`now` says what is kept: another word is another state."""
        self.now = now
        self.fields["opened_at"] = forms.CharField(
            required=False, widget=forms.HiddenInput
        )
        self.initial["opened_at"] = now

    def watch_values(self, shown: Mapping[str, Any]) -> None:
        """The same of a thing that has no moment of its own: by what the form shows."""
        self.shown = {name: str(value) for name, value in shown.items() if value}
        told = repr(sorted(self.shown.items())).encode()
        self.watch(hashlib.sha256(told).hexdigest()[:16])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        opened = given.pop("opened_at", "")
        if opened and opened != self.now:
            self.is_stale = True
            again: Any = self.data.copy()  # type: ignore[attr-defined]
            again["opened_at"] = self.now
            self.data = again
            raise forms.ValidationError(self.why_stale())
        return given

    def why_stale(self) -> str:
        """With what is kept now, where it is not what was typed."""
        told = [
            f"{self.fields[name].label}\u202f: {value[:200]}"
            for name, value in self.shown.items()
            if name in self.fields
            and isinstance(self.fields[name], forms.CharField)
            and str(self.data.get(name, "")).split() != value.split()
        ]
        return CHANGED + ("\u202f; ".join(told) or "rien d’autre")
