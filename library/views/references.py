"""Official texts: the list, one text, and those that people add."""

from config.closed import not_found_or_sign_in
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from library import actions, permissions, trash
from library.audience import audience, audiences
from library.filters import ReferenceFilters
from library.models import OutsideLink, Reference
from library.official import changes
from library.official.forms import ReferenceForm
from library.paging import cut
from library.reader import articles
from library.views.adding import why_nowhere
from library.views.documents import member, status
from members import opened
from members.models import Space
from members.rights import require


@login_not_required
def references(request: HttpRequest) -> HttpResponse:
    """Texts that the person may see, by title; public ones for a stranger."""
    seen = Reference.objects.visible_to(request.user)
    filters = ReferenceFilters(request.GET, request.user)
    rows, pager = cut(filters.apply(seen.for_lists()), request.GET)
    context = {
        "section": "references",
        "references": rows,
        "pager": pager,
        "filters": filters,
        "can_add": Space.objects.published_by(request.user).exists(),
        "in_trash": Reference.everything.in_trash_of(request.user).exists(),
    }
    return render(request, "library/references.html", context)


@login_not_required
def reference(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One text, whole; `?q=` marks words in it."""
    found = (
        Reference.objects.visible_to(request.user)
        .select_related("space", "category", "added_by", "replaced_by")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        return not_found_or_sign_in(request)
    opened.tell(request, found)
    question = request.GET.get("q", "").strip()
    context = {
        "section": "references",
        "reference": found,
        "paragraphs": articles(found.text, question),
        "audience": audience(found.space),
        "can_change": permissions.may_change(request.user, found),
        "successor": changes.with_successors([found], request.user)[0].after,
        "replaces": Reference.objects.visible_to(request.user)
        .filter(replaced_by=found)
        .for_lists(),
        "protocols": changes.protocols_citing(found, request.user),
        "link": OutsideLink.objects.filter(address=found.url or None).first(),
    }
    return render(request, "library/reference.html", context)


def reference_add(request: HttpRequest) -> HttpResponse:
    """Add a text to a space where one publishes: a text has no state of proposal."""
    spaces = Space.objects.published_by(request.user)
    if not spaces.exists():
        refused = 403 if request.method == "POST" else 200
        return render(
            request,
            "library/no_space.html",
            {"section": "references", "texts": True, "why": why_nowhere(request)},
            status=refused,
        )
    form = ReferenceForm(request.POST or None, user=member(request))
    if request.method == "POST" and form.is_valid():
        added = actions.add_reference(member(request), form.save(commit=False))
        messages.success(request, "Merci, ce texte est dans la bibliothèque.")
        return redirect(added)
    context = {
        "section": "references",
        "form": form,
        "audiences": audiences(spaces, request.user),
    }
    return render(request, "library/reference_form.html", context, status=status(form))


def reference_or_403(request: HttpRequest, pk: int) -> Reference:
    """The text, for who may change it; Http404 when he does not even see it."""
    found: Reference | None = (
        Reference.objects.visible_to(request.user).filter(pk=pk).first()
    )
    if found is None:
        raise Http404
    require(permissions.may_change(request.user, found), found.space)
    return found


def reference_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a text; for its author and the editors of its space."""
    found = reference_or_403(request, pk)
    form = ReferenceForm(request.POST or None, instance=found, user=member(request))
    if request.method == "POST" and form.is_valid():
        changed = actions.change_reference(member(request), form.save(commit=False))
        messages.success(request, "C’est enregistré.")
        return redirect(changed)
    context = {"section": "references", "form": form, "reference": found}
    code = 409 if form.is_stale else status(form)  # RFC 9110 § 15.5.10
    return render(request, "library/reference_form.html", context, status=code)


def reference_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then put in the trash."""
    found = reference_or_403(request, pk)
    if request.method == "POST":
        trash.withdraw(member(request), found)
        messages.success(request, f"«\u202f{found.title}\u202f» est à la corbeille.")
        return redirect(f"{reverse('library:trash')}?nature=textes")
    context = {
        "section": "references",
        "thing": found,
        "is_document": False,
        "protocols": changes.protocols_citing(found, request.user),
        "replaces": Reference.objects.visible_to(request.user).filter(
            replaced_by=found
        ),
    }
    return render(request, "library/delete.html", context)
