"""The library's list, and the page of a document."""

from urllib.parse import urlencode

from config.closed import not_found_or_sign_in
from config.unsent import to_copy
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST

from library import actions, permissions, said, selection, trash, units
from library.audience import audience
from library.counting import counts
from library.filters import LIST, LOOKS, TILES, DocumentFilters
from library.folders import paths_of
from library.forms import DocumentForm
from library.keeping.elimination import kept_until
from library.keeping.succession import successors
from library.models import Document, SharedLink
from library.paging import cut
from library.previews.advice import advice_on
from library.previews.kinds import TEXTS
from library.protocols import reading as to_read
from library.protocols.fiche import fiche_of
from library.put_back import put_back
from library.reader import open_at
from library.reading.sniff import KINDS
from library.reading_state import ReadingState
from library.themes import themes_for
from library.twins import twins
from members import opened
from members.models import Member, Space
from members.rights import may_edit, require
from pages.models import ThemePage

#: Of the session: how the person had the list last.
LOOK = "library-look"
#: What is counted is of this person and of this moment.
COUNTS = {"Cache-Control": "no-store", "Vary": "Accept, Cookie"}
#: Links on the page of a document; the list has the others.
MOST_SHARED = 10


def seen_document(request: HttpRequest, pk: int) -> Document | None:
    """The document, if the person may see it."""
    found: Document | None = (
        Document.objects.visible_to(request.user).for_lists().filter(pk=pk).first()
    )
    return found


def document_or_404(request: HttpRequest, pk: int) -> Document:
    document = seen_document(request, pk)
    if document is None:
        raise Http404
    return document


@login_not_required
def documents(request: HttpRequest) -> HttpResponse:
    """What the person may see, newest first; public things only for a stranger.

    As JSON, to the script that shows them: how many each filter would leave.
    """
    seen = Document.objects.visible_to(request.user)
    filters = DocumentFilters(request.GET, request.user, seen)
    if "application/json" in request.headers.get("accept", ""):
        return JsonResponse(counts(filters, seen), headers=COUNTS)
    look = look_of(request, filters)
    asked = seen.for_lists()
    if look == TILES:
        asked = asked.select_related("current__preview")
    rows, pager = cut(filters.apply(asked), request.GET)
    context = {
        "section": "library",
        "documents": rows,
        "pager": pager,
        "filters": filters,
        "look": look,
        "looks": filters.looks(look),
        "level": filters.level(seen),
        "add_here": add_here(filters),
        "may_rename": may_rename(request, filters),
        "may_eliminate": permissions.may_eliminate(request.user),
        "to_read": to_read_count(request),
        "selected": len(selection.keys_of(request)),
        "has_shared": has_shared(request),
        "in_trash": Document.everything.in_trash_of(request.user).exists(),
    }
    answer = render(request, "library/documents.html", context)
    patch_vary_headers(answer, ["Accept"])
    return answer


def look_of(request: HttpRequest, filters: DocumentFilters) -> str:
    """How the list looks: as the address says, else as the person had it last."""
    kept = request.session.get(LOOK, LIST)
    if not filters.look:
        return kept if kept in LOOKS else LIST
    if request.user.is_authenticated and kept != filters.look:
        request.session[LOOK] = filters.look
    return filters.look


def to_read_count(request: HttpRequest) -> int:
    """How many protocols the person is asked to read, and has not."""
    if not isinstance(request.user, Member):
        return 0
    return to_read.pending_of(request.user).count()


def has_shared(request: HttpRequest) -> bool:
    """Has the person given links of which something is kept?"""
    if not isinstance(request.user, Member):
        return False
    return SharedLink.objects.filter(given_by=request.user).exists()


def may_rename(request: HttpRequest, filters: DocumentFilters) -> bool:
    """Is one in a folder of a space that the person edits?"""
    chosen = filters.chosen
    if "espace" not in chosen or "dossier" not in chosen:
        return False
    return may_edit(request.user, chosen["espace"])


def add_here(filters: DocumentFilters) -> str:
    """The form that adds to the space, the folder and the category of the list."""
    chosen = filters.chosen
    asked = {
        "espace": chosen["espace"].slug if "espace" in chosen else "",
        "categorie": chosen["categorie"].slug if "categorie" in chosen else "",
        "dossier": chosen.get("dossier", "") if "espace" in chosen else "",
    }
    asked = {name: value for name, value in asked.items() if value}
    return reverse("library:add") + (f"?{urlencode(asked)}" if asked else "")


@login_not_required
def document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A document: what it is, who sees it, and the page of it that was asked for."""
    found = seen_document(request, pk)
    if found is None:
        return in_trash(request, pk) or not_found_or_sign_in(request)
    opened.tell(request, found)
    may = rights(request, found)
    reading = reader_context(request, found)
    context = {
        "section": "library",
        "document": found,
        "version": found.current,
        "state": state_for(found, may),
        "format_name": format_name(found),
        "audience": audience(found.space),
        "themes": themes_of(request, found),
        "keywords": list(found.tags.names()),
        "communes": list(found.communes.all()),
        "advice": advice_on(found.current) if may["can_change"] else None,
        "said": said.said_by_file(found) if may["can_change"] else [],
        "twins": twins(request.user, found) if may["can_change"] else [],
        "successor": successors(request.user, [found]).get(found.pk),
        "fiche": fiche_of(found, request.user, counts=may["can_change"]),
        "told_closed": told_closed(request, found),
        **given_outside(request, found),
        **reading,
        **may,
    }
    return render(request, "library/document.html", context)


def in_trash(request: HttpRequest, pk: int) -> HttpResponse | None:
    """Who can take it back is told that it is in the trash (410 Gone)."""
    found = Document.everything.in_trash_of(request.user).filter(pk=pk).first()
    if found is None:
        return None
    context = {"section": "library", "document": found, "to_copy": to_copy(request)}
    return render(request, "library/trashed.html", context, status=410)


def themes_of(request: HttpRequest, found: Document) -> list[ThemePage]:
    """Its themes whose pages the person sees."""
    return list(themes_for(request.user).filter(documents=found))


def given_outside(request: HttpRequest, found: Document) -> dict[str, object]:
    """The links to it, for who gave them and for who edits its space."""
    if not request.user.is_authenticated:
        return {}
    links = SharedLink.objects.visible_to(request.user).filter(document=found)
    rows = list(links.for_lists()[: MOST_SHARED + 1])
    more = links.count() - MOST_SHARED if len(rows) > MOST_SHARED else 0
    return {"shared": rows[:MOST_SHARED], "shared_more": more}


def format_name(found: Document) -> str:
    """What a person calls the format: « Texte Word »."""
    kind = KINDS.get(found.current.kind) if found.current else None
    return kind.label if kind else ""


def rights(request: HttpRequest, found: Document) -> dict[str, bool]:
    """What the person may do, for the buttons of the page."""
    edits = permissions.may_publish(request.user, found)
    return {
        "can_publish": edits and found.is_unpublished and not found.at_door,
        "can_release": permissions.may_release(request.user, found),
        "can_archive": edits and found.status == Document.Status.PUBLISHED,
        "can_take_out": edits and found.is_archived,
        "can_hold": edits and found.current is not None and found.current.is_through,
        "sees_door": edits or permissions.is_author(request.user, found),
        "is_author": permissions.is_author(request.user, found),
        "can_change": edits or permissions.may_change(request.user, found),
        "can_retry": edits or permissions.may_retry(request.user, found),
        "can_share": permissions.may_share(request.user, found),
    }


def told_closed(request: HttpRequest, found: Document) -> bool:
    """Is it told that the space is closed? To who else would find buttons here."""
    if found.space.is_open:
        return False
    edited = Space.objects.edited_by(request.user).filter(pk=found.space_id)
    return permissions.is_author(request.user, found) or edited.exists()


def state_for(found: Document, may: dict[str, bool]) -> ReadingState:
    """Of the version that waits, for who may know of it; else of the one he reads."""
    return ReadingState.of(found, found.incoming if may["sees_door"] else None)


def reader_context(request: HttpRequest, found: Document) -> dict[str, object]:
    """`made_pdf`: the PDF that was made of a file that is not one."""
    reader = open_at(found, request.GET.dict())
    made = reader.preview if reader is not None and reader.has_pdf else None
    is_other = found.current is not None and not found.current.is_pdf
    length = found.current.length if found.current is not None else ""
    if made is not None and found.current and found.current.kind in TEXTS:
        length = units.pages(made.page_count)
    return {
        "reader": reader,
        "made_pdf": made if is_other else None,
        "length": length,
    }


@login_not_required
def reader(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One page of the text alone, for the scripts that turn the pages.

    A person who opens this address is sent to the document, at the same page.
    """
    found = seen_document(request, pk)
    if found is None:
        return not_found_or_sign_in(request)
    if request.headers.get("x-requested-with") != "XMLHttpRequest":
        return redirect(f"{found.get_absolute_url()}?{request.GET.urlencode()}#lecture")
    context = {"document": found, **reader_context(request, found)}
    answer = render(request, "library/_page.html", context)
    patch_vary_headers(answer, ["X-Requested-With"])
    return answer


@login_not_required
def document_state(request: HttpRequest, pk: int) -> HttpResponseBase:
    """How far the reading is, for the scripts that wait for it."""
    found = seen_document(request, pk)
    if found is None:
        return not_found_or_sign_in(request)
    may = rights(request, found)
    state = state_for(found, may)
    if "application/json" in request.headers.get("accept", ""):
        answer: HttpResponse = JsonResponse(state.as_json())
    else:
        context = {
            "document": found,
            "state": state,
            **may,
        }
        answer = render(request, "library/_state.html", context)
    answer["Cache-Control"] = "no-store"
    answer["Vary"] = "Accept, Cookie"
    return answer


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    found = document_or_404(request, pk)
    actions.retry_reading(member(request), found)
    messages.success(request, "La lecture recommence.")
    return redirect(found)


@require_POST
def take_said(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the document the title, the author or the day that its file says."""
    found = document_or_404(request, pk)
    require(permissions.may_change(request.user, found), found.space)
    seen = request.POST.get("titre", found.title)
    if seen != found.title:
        messages.info(
            request,
            "Le titre a été changé entre-temps\u202f: relisez avant de reprendre.",
        )
    elif said.take(found, request.POST.get("champ", "")):
        actions.change_document(member(request), found)
        messages.success(request, "C’est fait\u202f: le document le dit désormais.")
    # The rest of what the file says stays under the eyes.
    return redirect(f"{found.get_absolute_url()}?dit=on#selon-le-fichier")


@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    found = document_or_404(request, pk)
    actions.require_read(found, request.POST.get("version", ""))
    actions.publish_document(member(request), found)
    messages.success(request, f"Publié\u202f: {found.space} le voit désormais.")
    return redirect(found)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the title, the category, the space or the summary; give another file."""
    if gone := in_trash(request, pk):
        return gone
    found = document_or_404(request, pk)
    require(permissions.may_change(request.user, found), found.space)
    form = DocumentForm(
        request.POST or None,
        request.FILES or None,
        instance=found,
        user=member(request),
    )
    if request.method == "POST" and form.is_valid():
        changed = form.save(commit=False)
        actions.change_document(
            member(request),
            changed,
            themes=form.cleaned_data.get("themes"),
            keywords=form.cleaned_data["keywords"],
            communes=form.cleaned_data["communes"],
        )
        if form.lost and put_back(member(request), found.current, form.lost):
            messages.success(request, "C’est enregistré, et le fichier est retrouvé.")
        else:
            messages.success(request, "C’est enregistré.")
        return redirect(found)
    # What was typed is in the form; the page names the document as it is kept.
    kept = document_or_404(request, pk) if form.is_bound else found
    there = Document.objects.visible_to(request.user).filter(space=kept.space)
    context = {
        "section": "library",
        "document": kept,
        "form": form,
        "folders": paths_of(there),
    }
    code = 409 if form.is_stale else status(form)  # RFC 9110 § 15.5.10
    return render(request, "library/document_edit.html", context, status=code)


def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then put in the trash."""
    if gone := in_trash(request, pk):
        return gone
    found = document_or_404(request, pk)
    require(permissions.may_change(request.user, found), found.space)
    if request.method == "POST":
        trash.withdraw(member(request), found)
        messages.success(request, f"«\u202f{found.title}\u202f» est à la corbeille.")
        return redirect("library:trash")
    context = {
        "section": "library",
        "thing": found,
        "is_document": True,
        "links": found.shared_links.live().count(),
        "kept_until": kept_until(found),
        "can_archive": rights(request, found)["can_archive"],
    }
    return render(request, "library/delete.html", context)


def member(request: HttpRequest) -> Member:
    """The person who is signed in; the doors before the views see to it."""
    assert isinstance(request.user, Member)
    return request.user


def status(form: BaseForm) -> int:
    """422 for a form that came back with errors (RFC 9110 § 15.5.21)."""
    return 422 if form.is_bound and form.errors else 200
