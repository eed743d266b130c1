"""Sending files in pieces: the tus protocol 1.0.0, as `static/js/sending.js` speaks it.

https://tus.io/protocols/resumable-upload: the core, and the extensions `creation`,
`termination` and `expiration`. What the protocol leaves open is JSON: the uploads of
the person that were cut, what became of one, whether a file is there already.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.http import http_date
from django.views.decorators.http import require_http_methods, require_safe

from library import uploads
from library.actions import same_content
from library.folders import FolderError, clean_folder, paths_of
from library.models import Category, Document, Upload
from library.names import clean_name, is_runnable
from library.put_back import is_lost
from library.reading import MESSAGES
from library.sending import receiving
from library.sending.finishing import NOT_ALLOWED, finish
from library.sending.metadata import MetadataError, parse
from library.sending.tidying import unfinished
from library.storage import StoreDown
from library.views.adding import NO_ROOM, Outcome, as_json
from library.views.documents import member
from members.models import Member, Space
from members.rights import may_contribute
from members.spaces import closed

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,expiration"
PIECE = "application/offset+octet-stream"
#: Seconds that one waits for the next bytes of a line that no longer says anything.
SILENCE = 30.0
SHA256 = re.compile(r"[0-9a-f]{64}")

NOT_UNDERSTOOD = (
    "Cet envoi n’a pas été compris\u202f: rechargez la page, et recommencez."
)
NO_SPACE_CHOSEN = "Choisissez l’espace où vont ces fichiers."
NO_CATEGORY = "Choisissez une catégorie\u202f: celle-ci n’existe pas, ou plus."
ARRIVED = (
    "Votre fichier est bien arrivé, mais le serveur qui garde les fichiers ne répond "
    "pas pour le moment. Il sera enregistré dès qu’il répondra\u202f: vous n’avez rien "
    "à renvoyer."
)
TOO_MANY = (
    "Vous avez déjà beaucoup d’envois commencés. Terminez-les ou retirez-les, puis "
    "recommencez."
)

View = Callable[..., HttpResponse]


class BadUpload(Exception):  # noqa: N818 - as in members.refusals
    """What is asked cannot be done: an HTTP status, and a sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


def tus(view: View) -> View:
    """The headers of the protocol, and its refusals as `{"error": sentence}`."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            spoken = request.headers.get("tus-resumable", "")
            if request.method in {"PATCH", "HEAD"} and spoken != VERSION:
                raise BadUpload(412, NOT_UNDERSTOOD)
            response = view(request, *args, **kwargs)
        except BadUpload as bad:
            response = refused(request, bad.status, bad.sentence)
        except StoreDown:
            response = refused(request, 503, ARRIVED)
        except OSError as error:
            if not uploads.no_room(error):
                raise
            response = refused(request, 507, NO_ROOM)
        response["Tus-Resumable"] = VERSION
        response["Cache-Control"] = "no-store"
        if response.status_code == 412:
            response["Tus-Version"] = VERSION
        return response

    return answer


def refused(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """The rest of the body is read, so that the sender hears the answer."""
    body = JsonResponse({"error": sentence}).content
    kind = "application/json"
    return uploads.Refusal(request, body.decode(), status=status, content_type=kind)


@require_http_methods(["GET", "HEAD", "POST", "OPTIONS"])
@tus
def all_mine(request: HttpRequest) -> HttpResponse:
    """GET: what I began and did not end. POST: begin (201, `Location`)."""
    if request.method == "OPTIONS":
        response = HttpResponse(status=204)
        response["Tus-Version"], response["Tus-Extension"] = VERSION, EXTENSIONS
        response["Tus-Max-Size"] = str(settings.MAX_FILE)
        return response
    if request.method == "POST":
        return begin(request)
    return JsonResponse({"uploads": [as_line(u) for u in unfinished(member(request))]})


def as_line(upload: Upload) -> dict[str, object]:
    return {
        "url": upload.get_absolute_url(),
        "name": upload.name,
        "folder": upload.folder,
        "space": upload.space_id,
        "space_name": upload.space.name,
        "size": upload.size,
        "modified": upload.modified,
        "offset": upload.offset,
        "until": upload.kept_until.isoformat(),
    }


def begin(request: HttpRequest) -> HttpResponse:
    by = member(request)
    size = number(request.headers.get("upload-length", ""))
    if size > settings.MAX_FILE:
        raise BadUpload(413, uploads.too_large())
    try:
        said = parse(request.headers.get("upload-metadata", ""))
        folder = clean_folder(said.get("folder", ""))
    except MetadataError as error:
        raise BadUpload(400, NOT_UNDERSTOOD) from error
    except FolderError as error:
        raise BadUpload(400, str(error)) from error
    name = said.get("filename", "")[:255]
    if is_runnable(clean_name(name)):
        raise BadUpload(400, MESSAGES["executable"])
    if not size:
        raise BadUpload(400, MESSAGES["empty"])
    space, category = where(by, said)
    if Upload.objects.filter(by=by, finished_at=None).count() >= receiving.MOST_OPEN:
        raise BadUpload(429, TOO_MANY)
    receiving.make_room(size)
    upload = Upload.objects.create(
        by=by,
        space=space,
        category=category,
        folder=folder,
        name=name,
        size=size,
        modified=day_of(said.get("modified", "")),
    )
    return placed(upload, HttpResponse(status=201), location=True)


def where(by: Member, said: dict[str, str]) -> tuple[Space, Category]:
    """The space and the category named by their keys, where `by` may add."""
    space = said.get("space", "")
    if not space.isdecimal():
        raise BadUpload(400, NO_SPACE_CHOSEN)
    found = Space.objects.contributed_by(by).filter(pk=int(space[:9])).first()
    if found is None:
        why = closed.told_if_closed(by, pk=space[:9])
        raise BadUpload(403, why or NOT_ALLOWED)
    key = said.get("category", "")
    category = Category.objects.filter(pk=int(key[:9]) if key.isdecimal() else 0)
    if not (kept := category.first()):
        raise BadUpload(400, NO_CATEGORY)
    return found, kept


def number(given: str) -> int:
    """A length or an offset of the protocol: a whole number, 0 or more."""
    if not re.fullmatch(r"[0-9]{1,15}", given):
        raise BadUpload(400, NOT_UNDERSTOOD)
    return int(given)


def day_of(given: str) -> int:
    """Milliseconds since 1970, as `File.lastModified` says; 0 when it does not."""
    return int(given) if re.fullmatch(r"-?[0-9]{1,16}", given) else 0


def placed(
    upload: Upload, response: HttpResponse, location: bool = False
) -> HttpResponse:
    response["Upload-Offset"] = str(upload.offset)
    response["Upload-Length"] = str(upload.size)
    if upload.finished_at is None:
        response["Upload-Expires"] = http_date(upload.kept_until.timestamp())
    if location:
        response["Location"] = upload.get_absolute_url()
    return response


@require_http_methods(["GET", "HEAD", "PATCH", "DELETE"])
@tus
def one(request: HttpRequest, key: UUID) -> HttpResponse:
    """HEAD: how far. PATCH: the next piece. DELETE: give up. GET: what became of it."""
    upload = Upload.objects.filter(pk=key, by=member(request)).first()
    if upload is None:
        raise Http404
    if request.method == "HEAD":
        return placed(upload, HttpResponse())
    if request.method == "DELETE":
        receiving.forget(upload)
        return HttpResponse(status=204)
    if request.method == "PATCH":
        return go_on(request, upload)
    return told(upload)


def go_on(request: HttpRequest, upload: Upload) -> HttpResponse:
    """Take the bytes from `Upload-Offset` on; whole, it becomes a document."""
    if request.content_type != PIECE:
        raise BadUpload(415, NOT_UNDERSTOOD)
    offset = number(request.headers.get("upload-offset", ""))
    length = number(request.META.get("CONTENT_LENGTH") or "0")
    if offset != upload.offset:
        return placed(upload, refused(request, 409, NOT_UNDERSTOOD))
    if length > upload.size - offset:
        raise BadUpload(413, uploads.too_large())
    if not may_contribute(upload.by, upload.space):
        why = closed.told_if_closed(upload.by, pk=str(upload.space_id))
        raise BadUpload(403, why or NOT_ALLOWED)
    upload.save(update_fields=["touched_at"])
    listen(request)
    try:
        receiving.receive(upload, offset, request.read)
    except receiving.Moved:
        return placed(upload, refused(request, 409, NOT_UNDERSTOOD))
    except OSError as error:
        if uploads.no_room(error):
            raise
        # The line broke: what came is there, and nobody hears this answer.
        return placed(upload, HttpResponse(status=204))
    if upload.offset >= upload.size:
        finish(upload.pk)
        upload = Upload.objects.get(pk=upload.pk)
    return placed(upload, HttpResponse(status=204))


def listen(request: HttpRequest) -> None:
    """Wait no longer than SILENCE for the bytes of a line that may be dead."""
    socket = request.META.get("gunicorn.socket")
    if socket is not None:
        socket.settimeout(SILENCE)


def told(upload: Upload) -> HttpResponse:
    """As the form tells it (`library.views.adding`), or how far it is."""
    ended = finish(upload.pk) or upload
    if ended.finished_at is None:
        return JsonResponse({"offset": ended.offset, "size": ended.size})
    if ended.document is None and not ended.error:  # deleted since
        return JsonResponse({"gone": True})
    return as_json(
        Outcome(ended.name, ended.document, ended.already, ended.error, ended.status)
    )


@require_safe
def folders(request: HttpRequest) -> JsonResponse:
    """`?espace=KEY`: `{"folders": paths}`, those that hold what the person sees."""
    space = request.GET.get("espace", "")[:9]
    if not space.isdecimal():
        return JsonResponse({"folders": []})
    seen = Document.objects.visible_to(member(request)).filter(space=int(space))
    return JsonResponse({"folders": paths_of(seen)})


@require_safe
@tus
def known(request: HttpRequest) -> HttpResponse:
    """`?espace=KEY&sha256=…`: the document of that content, `{}` when there is none.

    Nothing of what the person does not see is told.
    """
    by, sha256 = member(request), request.GET.get("sha256", "")
    space = request.GET.get("espace", "")[:9]
    if not SHA256.fullmatch(sha256) or not space.isdecimal():
        return JsonResponse({})
    seen = Space.objects.visible_to(by).filter(pk=int(space)).first()
    first = same_content(by, seen, sha256) if seen else None
    if first is None or is_lost(first.current):  # then its bytes are wanted again
        return JsonResponse({})
    return as_json(Outcome(first.title, first, already=True, status=200))
