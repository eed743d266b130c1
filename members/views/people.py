"""A person of the directory: his card, his photo, his vCard."""

from __future__ import annotations

from pathlib import PurePosixPath

from config.closed import safe_next
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from members import news, reopening
from members.directory.cards import may_change, may_write
from members.directory.listing import cards_of, with_card
from members.directory.phones import phones_seen
from members.directory.replacing import with_clashes
from members.directory.vcards import vcard
from members.directory.week import days_in_words, week
from members.french import of
from members.models import Absence, Contact, Member, Membership, Space
from members.signing_in import factors
from members.signing_in.lost import may_forget


def person_or_404(request: HttpRequest, pk: int) -> Member:
    """Someone whom the reader may find in the directory."""
    people = with_card(Member.objects.listed_to(request.user))
    found: Member = get_object_or_404(people, pk=pk)
    return found


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """What he does, where, when, and how to reach him."""
    try:
        found = person_or_404(request, pk)
    except Http404:
        return closed(request, pk)
    (card,) = cards_of(request.user, [found])
    own = request.user.pk == found.pk
    common, others = spaces_of(request, found)
    context = {
        "section": "directory",
        "person": found,
        "card": card,
        "week": week(found.working_days),
        "days": days_in_words(found.working_days),
        "absences": absences_of(request, found),
        "common": common,
        "others": others,
        "is_own": own,
        "can_change": may_change(request.user, found),
        "can_write": may_write(request.user, found),
        "account": account_of(request.user, found),
        **news.by(request, found),
    }
    return render(request, "members/directory/person.html", context)


def closed(request: HttpRequest, pk: int) -> HttpResponse:
    """What staff who manage it find of a closed account; for the others, Http404."""
    user = request.user
    accounts = Member.objects.filter(is_active=False, anonymised_at__isnull=True)
    found = get_object_or_404(accounts.prefetch_related("professions"), pk=pk)
    if not isinstance(user, Member) or not may_forget(user, found):
        raise Http404
    known = reopening.closed_among(user, [found.email])
    context = {
        "section": "directory",
        "person": found,
        "closed": known.get(found.email),
    }
    return render(request, "members/directory/person_closed.html", context)


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Staff open a closed account again, from where they met it."""
    user = request.user
    found = get_object_or_404(Member, pk=pk, anonymised_at__isnull=True)
    if not isinstance(user, Member) or not user.publishes_everywhere:
        raise Http404
    reopening.reopen(user, found, request)
    name = found.get_full_name()
    messages.success(
        request, f"Le compte {of(name)} est de nouveau ouvert\u202f: un mail le dit."
    )
    return redirect(safe_next(request, reverse("members:person", args=[pk])))


def account_of(user: Member | AnonymousUser, found: Member) -> dict[str, int] | None:
    """What staff are told of the account of a person whom they may help."""
    if not isinstance(user, Member) or not may_forget(user, found):
        return None
    return {"factors": len(factors.of(found))}


def spaces_of(
    request: HttpRequest, found: Member
) -> tuple[list[Membership], list[Membership]]:
    """His spaces among those that the reader sees: in common, and the others."""
    seen = list(
        Membership.objects.current()
        .filter(member=found, space__in=Space.objects.visible_to(request.user))
        .select_related("space")
        .order_by("space__folded")
    )
    mine = set(
        Membership.objects.current()
        .filter(member=request.user.pk)
        .values_list("space", flat=True)
    )
    common = [membership for membership in seen if membership.space_id in mine]
    return common, [membership for membership in seen if membership not in common]


def absences_of(request: HttpRequest, found: Member) -> list[dict[str, object]]:
    """Absences of today and to come; a member who replaces, if the reader knows him."""
    absences = list(
        Absence.objects.not_over(timezone.localdate())
        .filter(member=found)
        .select_related("replaced_by")
    )
    known = Member.objects.listed_to(request.user).in_bulk(
        [absence.replaced_by_id for absence in absences if absence.replaced_by_id]
    )
    return [
        {
            "absence": absence,
            "replaced_by": known.get(absence.replaced_by_id or 0),
            "clashes": clashes,
        }
        for absence, clashes in with_clashes(absences)
    ]


def card_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The person as a vCard; the telephone only if the reader may see it."""
    found = person_or_404(request, pk)
    phone = phones_seen(request.user, [found]).get(found.pk, "")
    return as_file(found, phone)


def as_file(found: Member | Contact, phone: str) -> HttpResponse:
    """The vCard of someone, to be kept by a telephone."""
    answer = HttpResponse(
        vcard(found, phone=phone).encode(), content_type="text/vcard; charset=utf-8"
    )
    name = slugify(found.get_full_name()) or "contact"
    answer["Content-Disposition"] = f'attachment; filename="{name}.vcf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def photo(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """The photo of a person, for who may find him; its name changes with it."""
    found = get_object_or_404(Member.objects.listed_to(request.user), pk=pk)
    kept = str(found.photo.name or "")
    if not kept or PurePosixPath(kept).name != name:
        raise Http404
    try:
        file = default_storage.open(kept, "rb")
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(file, content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=3600"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
