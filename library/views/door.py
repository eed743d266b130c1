"""What the door holds: seen by who answers for it, and let through by staff."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from library import permissions
from library.door import passing
from library.forms import ReleaseForm
from library.reading_state import ReadingState
from library.views.documents import document_or_404, member, status
from library.views.versions import seen_versions
from members.rights import require

NOT_HELD = "Ce fichier n’est pas, ou plus, retenu."
REPLACED = (
    "Un autre fichier a été donné entre-temps\u202f: rien n’a été laissé passer. Voyez "
    "le nouveau."
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
