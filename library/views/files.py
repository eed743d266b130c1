"""The one door to files: their bytes leave the store only through here."""

from config.closed import not_found_or_sign_in
from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase

from library.models import Document, Picture, Rendition

#: Formats that a browser shows without running anything of the file's.
SHOWN = {"application/pdf", "image/png", "image/jpeg", "image/webp", "text/plain"}


@login_not_required
def serve_file(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """The file of a document's current version; `?voir` shows it in the browser.

    404, as for what does not exist, when the person may not see the document.
    """
    document = (
        Document.objects.visible_to(request.user).for_lists().filter(pk=pk).first()
    )
    if document is None or document.current is None:
        return not_found_or_sign_in(request)
    version = document.current
    try:
        file = version.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    shown = "voir" in request.GET and version.content_type in SHOWN
    response = FileResponse(
        file,
        as_attachment=not shown,
        filename=version.name,
        content_type=version.content_type or "application/octet-stream",
    )
    return private(response)


@login_not_required
def serve_media(request: HttpRequest, name: str) -> HttpResponseBase:
    """An image of a page, or a size of it, for who sees its space."""
    seen = Picture.objects.visible_to(request.user)
    picture = (
        seen.filter(file=name).exists()
        or Rendition.objects.filter(file=name, image__in=seen).exists()
    )
    if not picture or not default_storage.exists(name):
        return not_found_or_sign_in(request)
    return private(FileResponse(default_storage.open(name, "rb")))


def private(response: FileResponse) -> FileResponse:
    """No shared cache keeps it, and a browser runs nothing in it."""
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
