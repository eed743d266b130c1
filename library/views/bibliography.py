"""Official texts from a file: looked at first, then written."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from library.official import bibliography
from library.official.forms import BibliographyForm, KeepForm
from library.typography import counted
from library.views.adding import why_nowhere
from library.views.documents import member, status
from members.models import Space
from members.tables import ListError


def look(request: HttpRequest) -> HttpResponse:
    """What the file would do, line by line; nothing is written."""
    by = member(request)
    if not Space.objects.published_by(by).exists():
        refused = 403 if request.method == "POST" else 200
        why = {"section": "references", "texts": True, "why": why_nowhere(request)}
        return render(request, "library/no_space.html", why, status=refused)
    form = BibliographyForm(request.POST or None, request.FILES or None, user=by)
    context: dict[str, object] = {"section": "references", "form": form}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            planned = bibliography.plan(
                given["file"], by, given["space"], given["category"]
            )
        except ListError as error:
            form.add_error("file", str(error))
        else:
            context |= {
                "plan": planned,
                "space": given["space"],
                "category": given["category"],
                "content": base64.b64encode(given["file"]).decode(),
                "counts": {
                    action: planned.count(action)
                    for action in ("add", "update", "same", "bad")
                },
            }
            return render(request, "library/bibliography_plan.html", context)
    return render(request, "library/bibliography.html", context, status=status(form))


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Write the good lines of what was looked at."""
    by = member(request)
    form = KeepForm(request.POST, user=by)
    if not form.is_valid():
        messages.error(request, "Rien n’est écrit\u202f: redonnez le fichier.")
        return redirect("library:bibliography")
    given = form.cleaned_data
    try:
        content = base64.b64decode(given["content"], validate=True)
        planned = bibliography.plan(content, by, given["space"], given["category"])
    except (binascii.Error, ListError):
        messages.error(request, "Rien n’est écrit\u202f: redonnez le fichier.")
        return redirect("library:bibliography")
    bibliography.keep(by, planned)
    added, updated = planned.count("add"), planned.count("update")
    messages.success(
        request,
        f"{counted(added, 'texte ajouté', 'textes ajoutés')}, "
        f"{counted(updated, 'mis à jour', 'mis à jour')}.",
    )
    there = urlencode({"espace": given["space"].slug})
    return redirect(f"{reverse('library:references')}?{there}")
