"""The one door to files: their bytes leave the store only through here."""

from typing import Any

from config.closed import not_found_or_sign_in
from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render

from library import lost, ranges
from library.door import passing
from library.models import (
    Document,
    Picture,
    Preview,
    Rendition,
    StampedCopy,
    Version,
)
from library.protocols import copies
from library.put_back import is_cut
from members import journal

#: What has bytes, their size, their fingerprint, a type and a name.
Given = Version | StampedCopy | Preview

#: Formats that a browser shows without running anything of the file's.
SHOWN = {
    "application/pdf",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/webp",
    "text/plain",
    "text/vtt",
    "video/mp4",
    "video/webm",
}


@login_not_required
def serve_file(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """The file of a document's current version; `?voir` shows it in the browser.

    `?pdf` gives the PDF that is made of an office file. What is downloaded of a
    protocol is its marked copy (library.protocols.copies).

    404, as for what does not exist, when the person may not see the document.
    """
    document = (
        Document.objects.visible_to(request.user).for_lists().filter(pk=pk).first()
    )
    if document is None or document.current is None:
        return not_found_or_sign_in(request)
    if document.current.has_virus:
        return refuse_virus(request, document)
    document.current.document = document
    given = asked_for(request, document, document.current)
    if given is None:
        return not_found_or_sign_in(request)
    response = given_to(request, document, given)
    record_download(request, response, document.current)
    return response


def given_to(
    request: HttpRequest, document: Document, given: Given
) -> HttpResponseBase:
    """The bytes of a file; where the store has lost it, what there is to say.

    What was made of another is made again; the file itself is given meanwhile, unless
    a PDF was asked for that is not it.
    """
    try:
        return private(file_of(request, given))
    except FileNotFoundError:
        if isinstance(given, Version):
            return lost.answer(request, document, given)
        lost.make_again(given)
        if not given.version.is_pdf:
            return not_found_or_sign_in(request)
        return given_to(request, document, given.version)


def asked_for(
    request: HttpRequest, document: Document, version: Version
) -> Given | None:
    """The file, its PDF or its marked copy; None when there is no such PDF."""
    copied = document.is_protocol and "voir" not in request.GET
    if "pdf" not in request.GET or version.is_pdf:
        return copies.given_for(version) if copied else version
    return copies.made_pdf(version, copied=copied)


@login_not_required
def serve_thumbnail(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The small image of a document, for who sees it."""
    found = Document.objects.visible_to(request.user).filter(pk=pk)
    document = found.select_related("current__preview").first()
    version = document.current if document is not None else None
    preview = getattr(version, "preview", None)
    if version is None or version.has_virus or not preview or not preview.thumbnail:
        return not_found_or_sign_in(request)
    etag = f'"{version.sha256}-{preview.pk}"'
    if etag in request.headers.get("If-None-Match", ""):
        return private(validated(HttpResponseNotModified(), etag))
    try:
        file = preview.thumbnail.open("rb")
    except FileNotFoundError:
        lost.make_again(preview)
        return not_found_or_sign_in(request)
    answer = FileResponse(file, content_type="image/webp", filename="vignette.webp")
    answer["ETag"] = etag
    return private(answer)


def refuse_virus(request: HttpRequest, document: Document) -> HttpResponse:
    """403: its bytes go to nobody, not even to who gave it."""
    sentence = (
        f"Un virus a été reconnu dans le fichier de «\u202f{document.title}\u202f»"
        "\u202f: personne ne peut le télécharger."
    )
    context = {"section": "library", "document": document, "sentence": sentence}
    return render(request, "library/infected.html", context, status=403)


def record_download(
    request: HttpRequest, response: HttpResponseBase, version: Version
) -> None:
    if begins(request, response):
        verb = "lu" if "voir" in request.GET else "téléchargé"
        journal.record(
            journal.Kind.DOWNLOAD,
            f"{verb}\u202f: {passing.named(version)}",
            space=version.document.space,
            request=request,
        )


def begins(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Is this the beginning of a file: the whole of it, or its first bytes?

    A browser that shows a PDF asks for its pieces one after the other.
    """
    if request.method != "GET" or response.status_code not in (200, 206):
        return False
    return response.get("Content-Range", "bytes 0-").startswith("bytes 0-")


def file_of(request: HttpRequest, version: Given) -> HttpResponseBase:
    """The bytes of a version, of its PDF or of its copy; or the piece that `Range`
    asks for (RFC 9110 § 14). FileNotFoundError, and StoreDown, before anything is
    answered.
    """
    etag = f'"{version.sha256}"'
    if etag in request.headers.get("If-None-Match", ""):
        return validated(HttpResponseNotModified(), etag)
    try:
        piece = ranges.asked(request, etag, version.size)
    except ranges.UnsatisfiableError:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{version.size}"
        return refused
    store: Any = version.file.storage
    name = str(version.file.name)
    if is_cut(version):
        raise FileNotFoundError(name)
    file = store.piece(name, *piece) if piece else store.open(name, "rb")
    shown = "voir" in request.GET and version.content_type in SHOWN
    response = FileResponse(
        file,
        as_attachment=not shown,
        filename=version.download_name,
        content_type=version.content_type or "application/octet-stream",
    )
    if piece:
        ranges.limit(response, *piece, version.size)
    return validated(response, etag)


def validated(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    return response


@login_not_required
def serve_media(request: HttpRequest, name: str) -> HttpResponseBase:
    """An image of a page, or a size of it, for who sees its space."""
    seen = Picture.objects.visible_to(request.user)
    size = None
    if not seen.filter(file=name).exists():
        size = Rendition.objects.filter(file=name, image__in=seen).first()
        if size is None:
            return not_found_or_sign_in(request)
    try:
        file = default_storage.open(name, "rb")
    except FileNotFoundError:
        if size is not None:
            lost.make_again(size)
        return not_found_or_sign_in(request)
    return private(FileResponse(file))


def private(response: HttpResponseBase) -> HttpResponseBase:
    """No shared cache keeps it, and a browser runs nothing in it."""
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
