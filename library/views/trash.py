"""The trash: what was withdrawn, and can be taken back for thirty days."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from library import trash as bin
from library.models import Document, Reference
from library.paging import cut
from library.views.documents import member
from members.models import Member, Space

TEXTS = "textes"


def trash(request: HttpRequest) -> HttpResponse:
    """What the person withdrew, and what was withdrawn from the spaces he edits."""
    texts = request.GET.get("nature") == TEXTS
    model = Reference if texts else Document
    things, pager = cut(
        model.everything.in_trash_of(request.user)
        .select_related("space", "trashed_by")
        .order_by("-trashed_at", "-pk"),
        request.GET,
    )
    context = {
        "section": "references" if texts else "library",
        "texts": texts,
        "things": things,
        "restorable": restorable(member(request), things),
        "pager": pager,
    }
    return render(request, "library/trash.html", context)


def restorable(user: Member, things: list[Document] | list[Reference]) -> set[int]:
    """Those that have a button, by key; `library.permissions.may_restore` decides."""
    edited = set(Space.objects.changed_by(user).values_list("pk", flat=True))
    return {
        thing.pk
        for thing in things
        if thing.space_id in edited
        or (thing.trashed_by_id == user.pk and thing.space.is_open)
    }


def put_back(
    request: HttpRequest, model: type[Document] | type[Reference], pk: int
) -> HttpResponse:
    found = model.everything.in_trash_of(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    bin.restore(member(request), found)
    messages.success(request, f"«\u202f{found.title}\u202f» est de retour.")
    return redirect(found)


@require_POST
def restore_document(request: HttpRequest, pk: int) -> HttpResponse:
    return put_back(request, Document, pk)


@require_POST
def restore_reference(request: HttpRequest, pk: int) -> HttpResponse:
    return put_back(request, Reference, pk)
