"""Names as people fill them in: without the title that stands before or after."""

from __future__ import annotations

from typing import Any

from django import forms

from members.names import in_cells, why_no_name

ONLY_A_TITLE = (
    "«\u202f{}\u202f» est un titre\u202f: écrivez ici {}, la profession se dit à part."
)
#: The fields, and what each asks for.
ASKED = {"first_name": "le prénom", "last_name": "le nom"}


class NamedForm(forms.Form):
    """A form with `first_name` and `last_name`, of a person."""

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        typed = [given.get(name, "") for name in ASKED]
        if why_no_name(*typed):  # the fields say so themselves
            return given
        for (name, what), kept in zip(ASKED.items(), in_cells(*typed), strict=True):
            if name not in given:
                continue
            if given[name] and not kept and self.fields[name].required:
                self.add_error(name, ONLY_A_TITLE.format(given[name], what))
            else:
                given[name] = kept
        return given
