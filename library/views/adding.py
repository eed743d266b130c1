"""Adding files: a plain form, or one request a file from static/js/upload.js."""

import json
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from library import uploads
from library.actions import add_document
from library.audience import audiences
from library.folders import LONGEST
from library.forms import AddForm
from library.models import Category, Document
from library.names import clean_name
from library.reading import Unreadable
from library.reading_state import ReadingState
from library.sending.tidying import unfinished
from library.storage import StoreDown
from library.views.documents import member
from members.models import Member, Membership, Space, SpaceQuerySet
from members.spaces import closed

#: So many closed spaces are told of.
MOST_TOLD = 3
NO_SPACE = "Vous ne pouvez rien ajouter dans cet espace."
NOT_THERE = (
    "Vous ne pouvez pas, ou plus, ajouter dans l’espace demandé\u202f: choisissez-en "
    "un autre."
)
NO_LENGTH = (
    "Votre navigateur n’a pas dit la taille de cet envoi\u202f: rien n’a été "
    "enregistré. Recommencez avec un autre navigateur."
)
NO_ROOM = (
    "Il n’y a plus de place sur le serveur. Prévenez la personne qui administre le "
    "site\u202f: rien n’a été enregistré."
)


NOT_KEPT = (
    "Le serveur qui garde les fichiers ne répond pas pour le moment\u202f: celui-ci "
    "n’a pas été enregistré. Envoyez-le à nouveau dans quelques minutes."
)


@dataclass(frozen=True)
class Outcome:
    """What became of one file: a document, or a sentence that says why not."""

    name: str
    document: Document | None = None
    already: bool = False
    error: str = ""
    status: int = 201


@csrf_exempt  # the token is in the body: the inner view checks it, once the size is
def add(request: HttpRequest) -> HttpResponse:
    """The form, or what became of the files that were sent with it.

    With `Accept: application/json`, one file: 201 `{"document": …}`, 200 with
    `"already": true`, or 400, 403, 413, 507 `{"error": sentence}`.
    """
    try:
        if request.method == "POST":
            if "CONTENT_LENGTH" not in request.META:
                return refuse(request, 411, NO_LENGTH)
            uploads.refuse_long(request)
        return form_or_files(request)
    except uploads.FileTooLarge:
        uploads.forget(request)
        return refuse(request, 413, uploads.too_large())
    except OSError as error:
        if not uploads.no_room(error):
            raise
        uploads.forget(request)
        return refuse(request, 507, NO_ROOM)


@csrf_protect
def form_or_files(request: HttpRequest) -> HttpResponse:
    user = member(request)
    spaces = Space.objects.contributed_by(user)
    if not spaces.exists():
        return no_space(request)
    if request.method != "POST":
        return show_form(request, AddForm(initial=asked(request, spaces), user=user))
    form = AddForm(request.POST, request.FILES, user=user)
    if not form.is_valid():
        return refuse_form(request, form)
    files = form.cleaned_data["file"]
    if wants_json(request):
        return as_json(add_file(user, form, files[0]))
    outcomes = [add_file(user, form, file) for file in files]
    context = {
        "section": "library",
        "outcomes": outcomes,
        "space": form.cleaned_data["space"],
    }
    return render(request, "library/added.html", context)


def asked(request: HttpRequest, spaces: SpaceQuerySet) -> dict[str, object]:
    """What the address chooses beforehand: `?espace=` and `?categorie=`, slugs, and
    `?dossier=`, a path.
    """
    name = request.GET.get("espace", "")[:100]
    space = spaces.filter(slug=name).first()
    if name and space is None:
        messages.warning(request, why_nowhere(request) or NOT_THERE)
    slug = request.GET.get("categorie", "")[:100]
    category = Category.objects.filter(slug=slug).first()
    return {
        "space": space and space.pk,
        "category": category and category.pk,
        "folder": request.GET.get("dossier", "")[:LONGEST],
    }


def add_file(user: Member, form: AddForm, file: "UploadedFile[bytes]") -> Outcome:
    """Add one file; a full disk is told of by OSError, as it stops all of them."""
    # Browsers write a quotation mark so in the body of a form (HTML, § 4.10.21.8).
    name = clean_name((file.name or "").replace("%22", '"'))
    try:
        added = add_document(
            by=user,
            space=form.cleaned_data["space"],
            category=form.cleaned_data["category"],
            file=file,
            name=name,
            folder=form.cleaned_data["folder"],
        )
    except Unreadable as error:
        return Outcome(name, error=error.message, status=400)
    except StoreDown:
        return Outcome(name, error=NOT_KEPT, status=503)
    status = 200 if added.already else 201
    return Outcome(name, added.document, added.already, status=status)


def as_json(outcome: Outcome) -> JsonResponse:
    document = outcome.document
    if document is None:
        return JsonResponse({"error": outcome.error}, status=outcome.status)
    state = ReadingState.of(document)
    said: dict[str, object] = {
        "document": {
            "id": document.pk,
            "title": document.title,
            "url": document.get_absolute_url(),
            "proposed": document.is_proposed,
            "state_url": state.url,
            **state.as_json(),
        }
    }
    if outcome.already:
        said["already"] = True
    return JsonResponse(said, status=outcome.status)


def show_form(request: HttpRequest, form: AddForm, status: int = 200) -> HttpResponse:
    spaces = Space.objects.contributed_by(request.user)
    seen_by = audiences(spaces, request.user)
    chosen = str(form["space"].value() or "")
    context = {
        "section": "add",
        "form": form,
        "audiences": seen_by,
        "chosen": next((a for a in seen_by if str(a.space.pk) == chosen), None),
        "max_file": settings.MAX_FILE,
        "cuts": unfinished(member(request)),
    }
    return render(request, "library/add.html", context, status=status)


def refuse_form(request: HttpRequest, form: AddForm) -> HttpResponse:
    status = 403 if form.is_forbidden else 400
    if wants_json(request):
        return JsonResponse({"error": form.first_error}, status=status)
    return show_form(request, form, status)


def no_space(request: HttpRequest) -> HttpResponse:
    why = why_nowhere(request)
    if wants_json(request):
        return JsonResponse({"error": why or NO_SPACE}, status=403)
    status = 403 if request.method == "POST" else 200
    context = {"section": "add", "why": why}
    return render(request, "library/no_space.html", context, status=status)


def why_nowhere(request: HttpRequest) -> str:
    """Of who adds nowhere: that the space that he asks for is frozen, if it is; else
    that those where he contributes are.
    """
    by = member(request)
    pk, slug = request.POST.get("space", ""), request.GET.get("espace", "")
    if why := closed.told_if_closed(by, pk=pk, slug=slug):
        return why
    mine = Membership.objects.current().filter(member=by)
    adding = mine.exclude(role=Membership.Role.READER).exclude(
        space__state=Space.State.OPEN
    )
    keys = adding.values_list("space", flat=True)[:MOST_TOLD]
    return " ".join(closed.told_if_closed(by, pk=str(key)) for key in keys)


def refuse(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    if wants_json(request):
        said, kind = json.dumps({"error": sentence}), "application/json"
    else:
        page = "413.html" if status == 413 else "library/refused.html"
        context = {"sentence": sentence, "section": "add"}
        said, kind = render_to_string(page, context, request), "text/html; "
        "charset=utf-8"
    return uploads.Refusal(request, said, content_type=kind, status=status)


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("accept", "")
