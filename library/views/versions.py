"""The versions of a document: found on demand, compared, taken again, removed."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from library import permissions, versions
from library.comparing import compare
from library.models import Document, Version
from library.protocols import copies
from library.views.documents import document_or_404, member
from library.views.files import given_to, record_download, refuse_virus
from members.rights import require


def seen_versions(request: HttpRequest, document: Document) -> QuerySet[Version]:
    """Those that the person may read: what is at the door is for few."""
    found: QuerySet[Version] = document.versions.order_by("-number")
    if permissions.may_see_door(request.user, document):
        return found
    through = [Version.Door.THROUGH, Version.Door.RELEASED]
    return found.filter(door__in=through)


def version_or_404(request: HttpRequest, document: Document, number: int) -> Version:
    version = seen_versions(request, document).filter(number=number).first()
    if version is None:
        raise Http404
    version.document = document
    return version


def version_list(request: HttpRequest, pk: int) -> HttpResponse:
    """All the versions of a document, newest first."""
    document = document_or_404(request, pk)
    seen = list(seen_versions(request, document).select_related("added_by"))
    context = {
        "section": "library",
        "document": document,
        "versions": [
            (version, before)
            for version, before in zip(seen, [*seen[1:], None], strict=True)
        ],
        "can_change": permissions.may_change(request.user, document),
    }
    return render(request, "library/versions.html", context)


def version_file(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """The file of one version."""
    document = document_or_404(request, pk)
    version = version_or_404(request, document, number)
    if version.has_virus:
        return refuse_virus(request, document)
    given = copies.given_for(version) if document.is_protocol else version
    response = given_to(request, document, given)
    record_download(request, response, version)
    return response


def comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """The texts of two versions, `?de=1&a=2`; by default the two last."""
    document = document_or_404(request, pk)
    seen = list(seen_versions(request, document))
    numbers = {version.number: version for version in seen}
    after = numbers.get(asked(request, "a")) or (seen[0] if seen else None)
    before = numbers.get(asked(request, "de"))
    if before is None and after is not None:
        before = next((one for one in seen if one.number < after.number), None)
    if before is None or after is None or before == after:
        messages.warning(request, "Il n’y a pas deux versions à comparer.")
        return redirect("library:versions", pk)
    if before.number > after.number:
        before, after = after, before
    context = {
        "section": "library",
        "document": document,
        "before": before,
        "after": after,
        "seen": seen,
        "comparison": compare(before, after),
        "unread": [v for v in (before, after) if v.state != Version.State.READ],
    }
    return render(request, "library/compare.html", context)


def asked(request: HttpRequest, name: str) -> int:
    given = request.GET.get(name, "")[:9]
    return int(given) if given.isdecimal() else 0


@require_POST
def restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Make an old version the newest again, as a version of its own."""
    document = document_or_404(request, pk)
    version = version_or_404(request, document, number)
    if version.pk == document.current_id:
        messages.warning(request, "C’est la version qui est lue aujourd’hui.")
        return redirect("library:versions", pk)
    versions.take_again(member(request), version)
    messages.success(
        request,
        f"La version {number} est reprise\u202f: elle sera lue par les autres dès "
        "qu’elle aura été vérifiée.",
    )
    return redirect(document)


def remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Ask once, then delete an old version for good."""
    document = document_or_404(request, pk)
    version = version_or_404(request, document, number)
    require(permissions.may_change(request.user, document), document.space)
    if version.pk == document.current_id:
        messages.warning(
            request,
            "C’est la version qui est lue aujourd’hui\u202f: donnez un autre fichier, "
            "ou retirez le document.",
        )
        return redirect("library:versions", pk)
    if request.method == "POST":
        versions.remove(member(request), version)
        messages.success(request, f"La version {number} est supprimée.")
        return redirect("library:versions", pk)
    context = {"section": "library", "document": document, "version": version}
    return render(request, "library/version_remove.html", context)
