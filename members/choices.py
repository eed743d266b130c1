"""What a list of choices says before anything is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


def say_what_to_choose(
    form: forms.BaseForm, empties: Mapping[str, str] | None = None
) -> None:
    """In place of Django's « --------- »: `empties` has the words of some fields."""
    for field, choice in form.fields.items():
        empty = "Choisissez…" if choice.required else "Aucune"
        empty = (empties or {}).get(field, empty)
        if isinstance(choice, forms.ModelMultipleChoiceField):
            continue  # boxes to tick
        if isinstance(choice, forms.ModelChoiceField) and choice.empty_label:
            choice.empty_label = empty
        elif isinstance(choice, forms.ChoiceField):
            given: Any = choice.choices
            choice.choices = [(key, name if key else empty) for key, name in given]
