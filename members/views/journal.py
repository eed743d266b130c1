"""The journal, for staff: read, filtered, exported; never changed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone

from members import journal
from members.exports import defused
from members.models import JournalEntry
from members.models.journal import EntrySet
from members.months import midnight
from members.searched import has
from members.views.inviting import staff_of

PAGE = 50
#: An IP address, or its beginning: « 192.168. », « 2001:db8: ».
ADDRESS = re.compile(r"[0-9a-f]*[.:][0-9a-f.:]*", re.IGNORECASE)


class JournalForm(forms.Form):
    """What to look for; a value that cannot be read is left out."""

    q = forms.CharField(label="Nom, mail, IP ou mot", required=False, max_length=100)
    kind = forms.ChoiceField(
        label="Quoi",
        required=False,
        choices=[("", "Tout"), *JournalEntry.Kind.choices],
    )
    since = forms.DateField(
        label="Du", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label="Au", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


def found(form: JournalForm) -> EntrySet:
    form.is_valid()
    given = form.cleaned_data
    entries: Any = JournalEntry.objects.select_related("space")
    if given.get("q"):
        for word in dict.fromkeys(given["q"].split()):
            wanted = has(word, "space__folded")
            if ADDRESS.fullmatch(word):
                wanted |= Q(address__istartswith=word)
            entries = entries.filter(wanted)
    if given.get("kind"):
        entries = entries.filter(kind=given["kind"])
    if given.get("since"):
        entries = entries.filter(at__gte=midnight(given["since"]))
    if given.get("until"):
        entries = entries.filter(at__lt=midnight(given["until"] + timedelta(days=1)))
    return entries  # type: ignore[no-any-return]


def index(request: HttpRequest) -> HttpResponse:
    staff_of(request)
    form = JournalForm(request.GET)
    page = Paginator(found(form), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "days": settings.JOURNAL_DAYS,
        "section": "people",
    }
    return render(request, "members/journal.html", context)


def export(request: HttpRequest) -> StreamingHttpResponse:
    """The lines found, as CSV (RFC 4180) that spreadsheets of France open as it is."""
    staff_of(request)
    entries = found(JournalForm(request.GET))
    journal.record(
        journal.Kind.EXPORT, f"journal, {entries.count()} lignes", request=request
    )
    response = StreamingHttpResponse(
        lines(entries), content_type="text/csv; charset=utf-8"
    )
    name = f"journal-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


class Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def lines(entries: EntrySet) -> Iterator[str]:
    writer = csv.writer(Echo(), delimiter=";")
    yield "\ufeff"
    yield writer.writerow(
        ["quand", "quoi", "détail", "qui", "à propos de", "espace", "adresse IP"]
    )
    for entry in entries.iterator(chunk_size=500):
        row = [
            f"{timezone.localtime(entry.at):%d/%m/%Y %H:%M:%S}",
            entry.get_kind_display(),
            entry.sentence,
            entry.by_name,
            entry.about_name,
            entry.space.name if entry.space else "",
            entry.address or "",
        ]
        yield writer.writerow([defused(cell) for cell in row])
