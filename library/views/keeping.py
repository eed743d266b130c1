"""A document over the years: « toujours valable », archived, taken out again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from library import permissions
from library.keeping import archiving, reviewing
from library.keeping.forms import ArchiveForm
from library.views.documents import document_or_404, in_trash, member, status
from members.french import quoted
from members.refusals import Refused
from members.rights import require


def archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why and by what it is replaced, then archive."""
    if gone := in_trash(request, pk):
        return gone
    found = document_or_404(request, pk)
    require(permissions.may_publish(request.user, found), found.space)
    if found.is_archived:
        messages.warning(request, "Ce document est déjà archivé.")
        return redirect(found)
    user = member(request)
    form = ArchiveForm(request.POST or None, user=user, document=found)
    if request.method == "POST" and form.is_valid():
        try:
            archiving.archive(user, found, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, f"{quoted(found.title)} est archivé.")
            return redirect(found)
    context = {
        "section": "library",
        "document": found,
        "form": form,
        "links": found.shared_links.live().count(),
    }
    return render(request, "library/archive.html", context, status=status(form))


@require_POST
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    found = document_or_404(request, pk)
    archiving.take_out(member(request), found)
    messages.success(request, f"{quoted(found.title)} est publié de nouveau.")
    return redirect(found)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    found = document_or_404(request, pk)
    reviewing.confirm(member(request), found)
    messages.success(request, f"{quoted(found.title)} est vérifié aujourd’hui.")
    return redirect(found)


@login_not_required
@never_cache
def confirm_by_mail(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the monthly mail: a page with one button, and its answer.

    A program that follows the links of mails confirms nothing: only the button does.
    """
    link = reviewing.of_token(token)
    if link is None:
        words = {"one": "le document", "many": "les documents"}
        return render(request, "pages/publishing/confirm_over.html", words, status=410)
    served, document = link.is_served, link.document
    if document.is_archived:
        told = {"person": link.person, "document": document}
        return render(request, "library/confirm_archived.html", told)
    done = request.method == "POST" and not served
    if done:
        document = reviewing.confirm(link.person, document)
    context = {
        "person": link.person,
        "document": document,
        "done": done,
        "served": served,
    }
    return render(request, "library/confirm.html", context)
