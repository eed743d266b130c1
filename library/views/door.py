"""What the door holds: seen by who answers for it, and let through by staff."""

from config.closed import not_found_or_sign_in
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from library import permissions
from library.door import passing
from library.forms import ReleaseForm
from library.models import Document, Version
from library.reading_state import ReadingState
from library.views.documents import document_or_404, member, seen_document, status
from library.views.files import file_of, private, record_download, refuse_virus

NOT_HELD = "Ce fichier n’est pas, ou plus, retenu."
INFECTED = (
    "Un virus ne se laisse pas passer. Mettez ce document à la corbeille, ou donnez un "
    "autre fichier."
)


@login_not_required
def version_file(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """The file of a version that others do not read; for its author and the editors."""
    document = seen_document(request, pk)
    if document is None:
        return not_found_or_sign_in(request)
    version = version_or_404(request, document, number)
    if version.has_virus:
        return refuse_virus(request, document)
    response = private(file_of(request, version))
    record_download(request, response, version)
    return response


def version_or_404(request: HttpRequest, document: Document, number: int) -> Version:
    if not permissions.may_see_door(request.user, document):
        raise Http404
    version: Version | None = document.versions.filter(number=number).first()
    if version is None:
        raise Http404
    version.document = document
    return version


def release(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Ask staff for a reason, then let the file through."""
    document = document_or_404(request, pk)
    version = version_or_404(request, document, number)
    permissions.require(permissions.may_release(request.user, document))
    if not version.is_held or version.has_virus:
        messages.warning(request, INFECTED if version.has_virus else NOT_HELD)
        return redirect(document)
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        passing.release(member(request), version, form.cleaned_data["word"])
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
