"""Writing a card of the directory: one's own, or for staff anyone's."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from members.directory import cards, replacing, yearly
from members.directory.absence_form import AbsenceForm
from members.directory.completeness import completeness
from members.directory.forms import (
    CardForm,
    PhotoForm,
    RppsForm,
    place_forms,
)
from members.directory.photos import PhotoError
from members.directory.structures import may_add
from members.models import RPPS_TAKEN, Absence, Member

REFUSED = 422  # a form that came back with errors (RFC 9110 § 15.5.21)


def member(request: HttpRequest) -> Member:
    """The person who is signed in; the doors before the views see to it."""
    assert isinstance(request.user, Member)
    return request.user


def to_change(request: HttpRequest, pk: int) -> Member:
    """The person whose card is changed: 404 when not seen, 403 when not one's to."""
    found = get_object_or_404(Member.objects.listed_to(request.user), pk=pk)
    cards.require(cards.may_change(request.user, found))
    return found


def my_card(request: HttpRequest) -> HttpResponse:
    """One's own card, all of it."""
    return write(request, to_change(request, member(request).pk))


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = to_change(request, pk)
    cards.require_to_write(member(request), found)
    return write(request, found)


def write(request: HttpRequest, found: Member) -> HttpResponse:
    by = member(request)
    data = request.POST if request.method == "POST" else None
    form = CardForm(data, instance=found, is_own=by.pk == found.pk)
    practices = list(found.practices.select_related("structure"))
    places = place_forms(data, practices, may_add(by))
    if data is not None and form.is_valid() and places.is_valid():
        try:
            cards.change_card(
                by,
                form.save(commit=False),
                professions=form.cleaned_data["professions"],
                places=places.places(),
                request=request,
            )
        except IntegrityError as error:
            if "rpps" not in str(error):
                raise
            # Another has saved this number in the same instant.
            form.add_error("rpps", RPPS_TAKEN)
        else:
            told = places.commune_told
            messages.success(request, f"C’est enregistré. {told}".strip())
            return redirect(found)
    # What was typed is in the form; the names around it are those that are kept.
    kept = found if data is None else Member.objects.get_queryset().get(pk=found.pk)
    chosen = form["professions"].value() or []
    context = {
        "section": "directory",
        "person": kept,
        "form": form,
        "places": places,
        "is_own": by.pk == found.pk,
        "completeness": completeness(kept),
        "chosen_count": len(chosen),
        "absences": Absence.objects.not_over(timezone.localdate()).filter(member=kept),
        "confirm_due": yearly.due().filter(pk=kept.pk).exists(),
    }
    status = 200 if data is None else REFUSED
    return render(request, "members/directory/card_form.html", context, status=status)


@reauthentication_required(app="allauth.mfa")
def my_rpps(request: HttpRequest) -> HttpResponse:
    """One's own RPPS number, which opens the account: who one is is asked first."""
    found = member(request)
    data = request.POST if request.method == "POST" else None
    form = RppsForm(data, member=found, initial={"rpps": found.rpps})
    if data is not None and form.is_valid():
        try:
            cards.change_rpps(found, form.cleaned_data["rpps"], request)
        except IntegrityError:  # another has saved this number in the same instant
            form.add_error("rpps", RPPS_TAKEN)
        else:
            now = "enregistré" if form.cleaned_data["rpps"] else "retiré"
            messages.success(request, f"Votre numéro RPPS est {now}.")
            return redirect("members:my_card")
    context = {"section": "directory", "person": found, "form": form}
    status = REFUSED if form.errors else 200
    return render(request, "members/directory/rpps_form.html", context, status=status)


@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """« Tout est encore juste »."""
    found = member(request)
    cards.confirm(found)
    messages.success(request, "Merci. Votre fiche est confirmée pour un an.")
    return redirect("members:my_card")


def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a photo, or take it away."""
    found = to_change(request, pk)
    by = member(request)
    if "retirer" in request.POST:
        cards.remove_photo(by, found, request)
        messages.success(request, "La photo est retirée.")
        return redirect("members:card_photo", pk)
    posted = request.method == "POST"
    form = PhotoForm(request.POST, request.FILES) if posted else PhotoForm()
    if posted and form.is_valid():
        try:
            cards.change_photo(by, found, form.cleaned_data["photo"], request)
        except PhotoError as error:
            form.add_error("photo", str(error))
        else:
            messages.success(request, "La photo est enregistrée.")
            return redirect(found)
    context = {
        "section": "directory",
        "person": Member.objects.get_queryset().get(pk=pk),
        "form": form,
        "is_own": by.pk == pk,
    }
    status = REFUSED if posted else 200
    return render(request, "members/directory/photo_form.html", context, status=status)


def absences(request: HttpRequest, pk: int) -> HttpResponse:
    """Say when one is away and who replaces; correct it (`?corriger=`), remove it."""
    found = to_change(request, pk)
    by = member(request)
    coming = Absence.objects.not_over(timezone.localdate()).filter(member=found)
    if "retirer" in request.POST:
        absence = get_object_or_404(coming, pk=number(request.POST["retirer"]))
        cards.remove_absence(by, absence, request)
        messages.success(request, "L’absence est retirée.")
        return redirect("members:absences", pk)
    data = request.POST if request.method == "POST" else None
    held = None
    if "corriger" in request.GET:
        held = coming.filter(pk=number(request.GET["corriger"])).first()
        if held is None and data is None:
            messages.error(request, cards.GONE)
            return redirect("members:absences", pk)
    form = AbsenceForm(data, instance=held or Absence(member=found), user=by)
    if "corriger" in request.GET and held is None:
        form.add_error(None, f"{cards.GONE} Enregistrez pour l’annoncer de nouveau.")
    if data is not None and form.is_valid():
        write_it = cards.change_absence if held else cards.add_absence
        absence = form.save(commit=False)
        write_it(by, absence, request)
        now = "corrigée" if held else "enregistrée"
        messages.success(request, f"L’absence est {now}. {form.who_told}".strip())
        for said in replacing.warnings(by, absence):
            messages.warning(request, said)
        return redirect("members:absences", pk)
    context = {
        "section": "directory",
        "person": found,
        "form": form,
        "held": held,
        "absences": replacing.with_clashes(coming.select_related("replaced_by")),
        "is_own": by.pk == pk,
    }
    status = 200 if data is None else REFUSED
    return render(
        request, "members/directory/absences_form.html", context, status=status
    )


def number(text: str) -> int:
    """A key as it was given, which may be anything; 0 when it is none."""
    return int(text) if text.isdecimal() and len(text) < 12 else 0


@login_not_required
@never_cache
def still_right(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the yearly mail: a page with one button, and its answer.

    A program that follows the links of mails confirms nothing: only the button does.
    """
    found = yearly.member_of(token)
    if found is None:
        return render(request, "members/directory/still_right_over.html", status=410)
    done = request.method == "POST"
    if done:
        cards.confirm(found)
    context = {"person": found, "done": done}
    return render(request, "members/directory/still_right.html", context)
