"""The lists of the directory, what is exported of them, and what completes a field."""

from __future__ import annotations

from collections.abc import Callable

from config.closed import ask_to_sign_in
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from members import communes
from members.directory import contacts as contact_verbs
from members.directory import structures as structure_verbs
from members.directory.asking import CONTACTS, KINDS, PEOPLE, STRUCTURES, Asked, Kind
from members.directory.exports import csv_text, may_export, tell
from members.directory.listing import show
from members.directory.nearby import territory
from members.directory.paper import GROUPS, grouped
from members.models import Member
from members.rights import User
from members.words import asked as asked_words


def directory(request: HttpRequest) -> HttpResponse:
    """People: who does what, where, and how to reach him."""
    return listed(request, PEOPLE)


def contacts(request: HttpRequest) -> HttpResponse:
    """Those who have no account, of the spaces that the person sees."""
    return listed(request, CONTACTS)


def structures(request: HttpRequest) -> HttpResponse:
    return listed(request, STRUCTURES)


def listed(request: HttpRequest, kind: Kind) -> HttpResponse:
    user = request.user
    context = {
        "section": "directory",
        "kind": kind.name,
        "can_export": may_export(user),
        "can_add_contact": kind is CONTACTS and contact_verbs.may_add(user),
        "can_add_structure": kind is STRUCTURES and structure_verbs.may_manage(user),
        **show(Asked(kind, user, request.GET)),
    }
    return render(request, "members/directory/list.html", context)


def export(request: HttpRequest, kind: str) -> HttpResponse:
    """What answers the filters of the address, as a spreadsheet."""
    asked = asked_by_staff(request, kind)
    text = csv_text(request.user, asked, request)
    answer = HttpResponse(text.encode(), content_type="text/csv; charset=utf-8")
    day = timezone.localdate().isoformat()
    answer["Content-Disposition"] = (
        f'attachment; filename="annuaire-{asked.kind.label.lower()}-{day}.csv"'
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


def asked_by_staff(request: HttpRequest, name: str) -> Asked:
    kinds = {kind.label.lower(): kind for kind in KINDS}
    if name not in kinds:
        raise Http404
    if not may_export(request.user):
        raise PermissionDenied
    return Asked(kinds[name], request.user, request.GET)


def printable(request: HttpRequest) -> HttpResponse:
    """People who answer the filters, all on one page, by commune or by profession."""
    asked = asked_by_staff(request, PEOPLE.label.lower())
    by = request.GET.get("par", "")
    by = by if by in GROUPS else "commune"
    groups, total = grouped(asked, by)
    tell(asked, total, "papier", request)
    context = {
        "section": "directory",
        "asked": asked,
        "groups": groups,
        "total": total,
        "by": by,
        "other_url": asked.address(
            par=["profession" if by == "commune" else "commune"]
        ),
        "back_url": asked.address(par=[]),
    }
    return render(request, "members/directory/print.html", context)


@login_not_required
def suggest(request: HttpRequest, kind: str) -> HttpResponseBase:
    """What may complete `q`: `{"found": [{"value", "label"}, …]}`.

    Who asks to join names his commune too; the rest is for members.
    """
    if not request.user.is_authenticated and kind != "communes":
        return ask_to_sign_in(request)
    if kind not in SUGGESTIONS:
        raise Http404
    text = request.GET.get("q", "")[:100]
    found = SUGGESTIONS[kind](request.user, text) if text.strip() else []
    shown = [{"value": value, "label": label} for value, label in found]
    answer = JsonResponse({"found": shown})
    answer["Cache-Control"] = "private, max-age=60"
    return answer


def suggest_communes(user: User, text: str) -> list[tuple[str, str]]:
    found = communes.completing(text, 12, territory())
    return [(str(commune), commune.label) for commune in found]


def suggest_structures(user: User, text: str) -> list[tuple[str, str]]:
    found = structure_verbs.like(text, 12)
    return [(str(place), place.get_kind_display()) for place in found]


def suggest_members(user: User, text: str) -> list[tuple[str, str]]:
    found = Member.objects.listed_to(user)
    for word in asked_words(text):
        found = found.filter(folded__contains=f" {word}")
    people = found.order_by("folded").prefetch_related("professions")[:12]
    return [
        (
            person.get_full_name(),
            " · ".join(profession.name for profession in person.professions.all()),
        )
        for person in people
    ]


SUGGESTIONS: dict[str, Callable[[User, str], list[tuple[str, str]]]] = {
    "communes": suggest_communes,
    "structures": suggest_structures,
    "membres": suggest_members,
}
