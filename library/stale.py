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
    """`watch` is called with what the form shows, at the end of `__init__`.

    Saved once more, it is meant: the answer bears the new digest.
    """

    is_stale = False

    def watch(self, shown: Mapping[str, Any]) -> None:
        kept = {name: str(value) for name, value in shown.items() if value}
        told = repr(sorted(kept.items())).encode()
        self.now = hashlib.sha256(told).hexdigest()[:16]
        self.shown = kept
        self.fields["opened"] = forms.CharField(
            required=False, widget=forms.HiddenInput
        )
        self.initial["opened"] = self.now

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        opened = given.pop("opened", "")
        if opened and opened != self.now:
            self.is_stale = True
            again: Any = self.data.copy()  # type: ignore[attr-defined]
            again["opened"] = self.now
            self.data = again
            raise forms.ValidationError(CHANGED + self.difference())
        return given

    def difference(self) -> str:
        """What is kept now, where it is not what was typed."""
        typed = self.data
        told = [
            f"{self.fields[name].label}\u202f: {value[:200]}"
            for name, value in self.shown.items()
            if name in self.fields
            and isinstance(self.fields[name], forms.CharField)
            and str(typed.get(name, "")).split() != value.split()
        ]
        return " ; ".join(told).replace(" ;", "\u202f;") or "rien d’autre"
