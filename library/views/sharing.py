"""Links to somebody outside, for those who give them and look after them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from library import permissions
from library.models import SharedLink
from library.paging import cut
from library.sharing import giving
from library.sharing.addresses import address_of
from library.sharing.forms import EndForm, ShareForm
from library.views.documents import document_or_404, in_trash, member, status
from members.french import quoted
from members.models import Space
from members.signing_in import limits


def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a link to one document."""
    if gone := in_trash(request, pk):
        return gone
    found = document_or_404(request, pk)
    user = member(request)
    giving.require_may_share(user, found)
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        wait = given["email"] and limits.to_wait(request, "shared_by_mail", user.email)
        if wait:
            form.add_error("email", too_many_mails(wait))
        else:
            link = giving.give(user, found, **given)
            messages.success(request, said(link))
            return redirect(link)
    context = {"section": "library", "document": found, "form": form}
    return render(request, "library/share.html", context, status=status(form))


def too_many_mails(seconds: int) -> str:
    return (
        "Vous avez envoyé beaucoup de liens\u202f: recommencez dans "
        f"{limits.in_words(seconds)}, ou laissez cette case vide et donnez le lien "
        "vous-même."
    )


def said(link: SharedLink) -> str:
    if link.email:
        return f"Le lien est fait, et part à {link.email}."
    return f"Le lien pour {quoted(link.for_whom)} est fait. Copiez-le, et donnez-le."


def shared_links(request: HttpRequest) -> HttpResponse:
    """Those that the person gave; those of the spaces he edits, or of one of them."""
    user = member(request)
    edited = Space.objects.edited_by(user)
    edits = user.publishes_everywhere or edited.exists()
    space = None
    if slug := request.GET.get("espace", ""):
        space = get_object_or_404(edited, slug=slug)
    everyone = space is not None or "tous" in request.GET
    if everyone and not edits:
        raise Http404
    links = SharedLink.objects.visible_to(user).for_lists()
    if space is not None:
        links = links.filter(document__space=space)
    elif everyone:
        links = links.filter(document__space__in=edited)
    else:
        links = links.filter(given_by=user)
    rows, pager = cut(links, request.GET)
    context = {
        "section": "library",
        "links": rows,
        "pager": pager,
        "space": space,
        "everyone": everyone,
        "edits": edits,
    }
    return render(request, "library/shared_links.html", context)


def link_or_404(request: HttpRequest, pk: int) -> SharedLink:
    links = SharedLink.objects.visible_to(request.user).for_lists()
    return get_object_or_404(links, pk=pk)


def shared_link(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: its address, for who gave it; what became of it; its end."""
    user = member(request)
    link = link_or_404(request, pk)
    changes = link.revoked_at is None and permissions.may_share(user, link.document)
    given = request.POST if request.method == "POST" else None
    form = EndForm(given, initial={"ends_on": link.ends_on})
    if request.method == "POST" and form.is_valid():
        giving.change_end(user, link, form.cleaned_data["ends_on"])
        messages.success(request, "La date de fin est changée.")
        return redirect(link)
    context = {
        "section": "library",
        "document": link.document,
        "link": link,
        "address": address_of(link) if link.given_by_id == user.pk else "",
        "form": form if changes else None,
    }
    return render(request, "library/shared_link.html", context, status=status(form))


def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then the link opens nothing any more."""
    user = member(request)
    link = link_or_404(request, pk)
    if request.method == "POST":
        giving.take_back(user, link)
        messages.success(
            request, f"Le lien pour {quoted(link.for_whom)} n’ouvre plus rien."
        )
        return redirect(link.document)
    if link.revoked_at is not None:
        messages.info(request, "Ce lien est déjà retiré.")
        return redirect(link)
    context = {"section": "library", "document": link.document, "link": link}
    return render(request, "library/share_stop.html", context)
