"""The next meeting of a space, written by its editors and put in one's calendar."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from django import forms
from django.conf import settings
from django.utils import timezone

from members.directory.vcards import escaped, folded
from members.models import Space

STAMP = "%Y%m%dT%H%M%SZ"
#: Nobody says how long a meeting is; calendars give none of no length.
LASTS = "PT2H"


class MeetingForm(forms.ModelForm):  # type: ignore[type-arg]
    """When and where; without a day there is no meeting."""

    meets_at = forms.DateTimeField(
        label="Jour et heure",
        required=False,
        help_text="Videz ce champ s’il n’y a plus de réunion prévue.",
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        ),
        error_messages={"invalid": "Donnez un jour et une heure."},
    )

    class Meta:
        model = Space
        fields = ["meets_at", "meets_where"]
        labels = {"meets_where": "Lieu"}
        help_texts = {
            "meets_where": "Une salle et sa commune, ou l’adresse d’une visio."
        }

    def clean_meets_at(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["meets_at"]
        changed = "meets_at" in self.changed_data
        if moment is not None and changed and moment < timezone.now():
            raise forms.ValidationError("Ce jour est passé. Vérifiez la date.")
        return moment

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("meets_where") and "meets_at" in given and not given["meets_at"]:
            self.add_error("meets_at", "Dites aussi quel jour, et à quelle heure.")
        return given


def calendar(space: Space) -> str:
    """The meeting as a file that calendars take (RFC 5545)."""
    assert space.meets_at is not None
    url = urljoin(f"{settings.SITE_ADDRESS}/", space.get_absolute_url())
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Maillage//Espaces//FR",
        "BEGIN:VEVENT",
        f"UID:{url}reunion",
        f"DTSTAMP:{timezone.now().astimezone(UTC):{STAMP}}",
        f"DTSTART:{space.meets_at.astimezone(UTC):{STAMP}}",
        f"DURATION:{LASTS}",
        "SUMMARY:" + escaped(f"Réunion\u202f: {space.name}"),
    ]
    if space.meets_where:
        lines.append(f"LOCATION:{escaped(space.meets_where)}")
    lines += [f"URL:{url}", "END:VEVENT", "END:VCALENDAR"]
    return "".join(f"{folded(line)}\r\n" for line in lines)
