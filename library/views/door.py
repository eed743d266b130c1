"""What the door holds, lets through, or holds again at the word of a person."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from library import permissions
from library.door import passing
from library.door.forms import HoldForm, ReleaseForm
from library.reading_state import ReadingState
from library.views.documents import document_or_404, member, status
from library.views.versions import seen_versions
from members.rights import require

NOT_HELD = "Ce fichier n’est pas, ou plus, retenu."
REPLACED = (
    "Un autre fichier a été donné entre-temps\u202f: rien n’a été laissé passer. Voyez "
    "le nouveau."
)
REPLACED_OR_HELD = (
    "Ce fichier a été remplacé, ou il est déjà retenu\u202f: rien n’a changé. Voyez ce "
    "que dit sa page."
)
INFECTED = (
    "Un virus ne se laisse pas passer. Mettez ce document à la corbeille, ou donnez un "
    "autre fichier."
)


def release(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Ask staff for a reason, then let the file through."""
    document = document_or_404(request, pk)
    require(permissions.may_release(request.user, document), document.space)
    version = seen_versions(request, document).filter(number=number).first()
    if version is None:
        messages.warning(request, REPLACED)
        return redirect(document)
    version.document = document
    newest = document.versions.order_by("-number").first()
    if not version.is_held or version.has_virus or version != newest:
        replaced = version.is_held and version != newest
        said = INFECTED if version.has_virus else REPLACED if replaced else NOT_HELD
        messages.warning(request, said)
        return redirect(document)
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            passing.release(member(request), version, form.cleaned_data["word"])
        except ValueError:  # answered, or replaced, between the two
            messages.warning(request, NOT_HELD)
            return redirect(document)
        messages.success(
            request, "C’est fait\u202f: le fichier est passé, et la raison est gardée."
        )
        return redirect(document)
    context = {
        "section": "library",
        "document": document,
        "version": version,
        "state": ReadingState.of(document, version),
        "form": form,
    }
    return render(request, "library/release.html", context, status=status(form))


def hold(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Ask an editor what he saw, then hold a file that others read."""
    document = document_or_404(request, pk)
    require(permissions.may_hold(request.user, document), document.space)
    version = seen_versions(request, document).filter(number=number).first()
    if version is None or version.pk != document.current_id or not version.is_through:
        messages.warning(request, REPLACED_OR_HELD)
        return redirect(document)
    version.document = document
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            passing.hold_again(member(request), version, form.cleaned_data["word"])
        except ValueError:  # replaced, or held, between the two
            messages.warning(request, REPLACED_OR_HELD)
            return redirect(document)
        messages.success(
            request,
            "C’est fait\u202f: les autres ne le voient plus, et la personne qui l’a "
            "déposé est prévenue.",
        )
        return redirect(document)
    context = {
        "section": "library",
        "document": document,
        "version": version,
        "form": form,
    }
    return render(request, "library/hold.html", context, status=status(form))
