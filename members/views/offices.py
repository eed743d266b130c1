"""Structures, and contacts who have no account."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from members.directory import contacts as contact_verbs
from members.directory import structures as verbs
from members.directory.asking import STRUCTURES
from members.directory.listing import PER_PAGE, people
from members.directory.office_forms import ContactForm, MergeForm, StructureForm
from members.models import Contact, FormerStructure, Member, Space, Structure
from members.rights import may_edit, require
from members.views.cards import REFUSED, member
from members.views.people import as_file


def structure_or_404(request: HttpRequest, pk: int) -> Structure:
    return get_object_or_404(Structure.objects.listed_to(request.user), pk=pk)


def structure(request: HttpRequest, pk: int) -> HttpResponse:
    """A structure: how to reach it, and who works there."""
    former = FormerStructure.objects.select_related("now").filter(was=pk).first()
    if former is not None and request.user.is_authenticated:
        return redirect(former.now, permanent=True)
    found = structure_or_404(request, pk)
    working = Member.objects.listed_to(request.user).filter(
        pk__in=found.practices.values("member")
    )
    keys = list(working.order_by("folded", "pk").values_list("pk", flat=True))
    contacts = Contact.objects.visible_to(request.user).filter(structure=found)
    context = {
        "section": "directory",
        "structure": found,
        "cards": people(request.user, keys[:PER_PAGE]),
        "people_count": len(keys),
        "contacts": contacts.select_related("space")[:PER_PAGE],
        "can_change": verbs.may_manage(request.user),
        "kinds_url": STRUCTURES.url,
    }
    return render(request, "members/directory/structure.html", context)


def structure_add(request: HttpRequest) -> HttpResponse:
    verbs.require(verbs.may_manage(request.user))
    form = StructureForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        added = verbs.add_structure(member(request), form.save(commit=False))
        told = f"«\u202f{added.name}\u202f» est dans l’annuaire. {form.commune_told}"
        messages.success(request, told.strip())
        return redirect(added)
    return structure_form(request, form)


def structure_edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = structure_or_404(request, pk)
    verbs.require(verbs.may_manage(request.user))
    data = request.POST if request.method == "POST" else None
    form = StructureForm(data, instance=found)
    if form.is_bound and form.is_valid():
        verbs.change_structure(member(request), form.save(commit=False))
        messages.success(request, f"C’est enregistré. {form.commune_told}".strip())
        return redirect(found)
    return structure_form(request, form, Structure.objects.get(pk=pk))


def structure_form(
    request: HttpRequest, form: StructureForm, found: Structure | None = None
) -> HttpResponse:
    context = {"section": "directory", "form": form, "structure": found}
    status = REFUSED if form.is_bound else 200
    return render(
        request, "members/directory/structure_form.html", context, status=status
    )


def structure_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Two structures that are one: choose which stays, see what moves, do it."""
    double = structure_or_404(request, pk)
    verbs.require(verbs.may_manage(request.user))
    given = request.POST if request.method == "POST" else request.GET
    form = MergeForm(given if "avec" in given else None, double=double)
    into = form.cleaned_data["avec"] if form.is_bound and form.is_valid() else None
    if into is not None and request.method == "POST":
        name = double.name
        verbs.merge_structures(member(request), double, into)
        messages.success(
            request,
            f"«\u202f{name}\u202f» et «\u202f{into}\u202f» ne font plus qu’une.",
        )
        return redirect(into)
    context = {
        "section": "directory",
        "structure": double,
        "form": form,
        "into": into,
        "linked": verbs.Linked.to(double),
    }
    status = REFUSED if form.is_bound and form.errors else 200
    return render(
        request, "members/directory/structure_merge.html", context, status=status
    )


def structure_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, and say what is linked."""
    found = structure_or_404(request, pk)
    verbs.require(verbs.may_manage(request.user))
    if request.method == "POST":
        name = found.name
        verbs.delete_structure(member(request), found)
        messages.success(request, f"«\u202f{name}\u202f» est supprimé de l’annuaire.")
        return redirect("members:structures")
    context = {
        "section": "directory",
        "structure": found,
        "linked": verbs.Linked.to(found),
    }
    return render(request, "members/directory/structure_delete.html", context)


def contact_or_404(request: HttpRequest, pk: int) -> Contact:
    contacts = Contact.objects.visible_to(request.user)
    found: Contact = get_object_or_404(
        contacts.select_related("space", "structure", "added_by"), pk=pk
    )
    return found


def contact(request: HttpRequest, pk: int) -> HttpResponse:
    found = contact_or_404(request, pk)
    context = {
        "section": "directory",
        "contact": found,
        "space": Space.objects.with_people_count().get(pk=found.space_id),
        "can_change": may_edit(request.user, found.space),
    }
    return render(request, "members/directory/contact.html", context)


def contact_card(request: HttpRequest, pk: int) -> HttpResponse:
    """The contact as a vCard."""
    found = contact_or_404(request, pk)
    return as_file(found, found.phone)


def contact_add(request: HttpRequest) -> HttpResponse:
    by = member(request)
    require(contact_verbs.may_add(by), contact_verbs.closed_to(by))
    return write_contact(request, Contact(), by)


def contact_edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = contact_or_404(request, pk)
    require(may_edit(request.user, found.space), found.space)
    return write_contact(request, found, member(request))


def write_contact(request: HttpRequest, found: Contact, by: Member) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = ContactForm(data, instance=found, user=by, may_add=verbs.may_add(by))
    if data is not None and form.is_valid():
        write = contact_verbs.change_contact if found.pk else contact_verbs.add_contact
        write(by, form.save(commit=False), form.cleaned_data["professions"])
        messages.success(request, f"C’est enregistré. {form.commune_told}".strip())
        return redirect(found)
    context = {
        "section": "directory",
        "form": form,
        "contact": found if found.pk else None,
        "chosen_count": len(form["professions"].value() or []),
    }
    status = 200 if data is None else REFUSED
    return render(
        request, "members/directory/contact_form.html", context, status=status
    )


def contact_delete(request: HttpRequest, pk: int) -> HttpResponse:
    found = contact_or_404(request, pk)
    require(may_edit(request.user, found.space), found.space)
    if request.method == "POST":
        name = found.get_full_name()
        contact_verbs.delete_contact(member(request), found)
        messages.success(request, f"{name} n’est plus dans l’annuaire.")
        return redirect("members:contacts")
    context = {"section": "directory", "contact": found}
    return render(request, "members/directory/contact_delete.html", context)
