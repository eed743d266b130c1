"""A CSV file of people: given, looked at, then done by the worker."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from members import tables
from members.addresses import address_of
from members.cleaning import FILES_KEPT
from members.coming_in import applying, example, importing
from members.coming_in.file_form import PeopleFileForm
from members.coming_in.plans import Line
from members.coming_in.professions import with_shorts
from members.exports import csv_answer
from members.models import PeopleFile
from members.reopening import closed_among
from members.views.inviting import member_of

PAGE = 100


def give(request: HttpRequest) -> HttpResponse:
    """Read the file and tell what it would do; nothing is done."""
    user = member_of(request)
    form = PeopleFileForm(request.POST or None, request.FILES or None, user=user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        file = PeopleFile(
            name=given["file"].name[:200],
            update_existing=given["update_existing"],
            choices=form.kept_choices(),
            by=user,
        )
        try:
            file.text = tables.decoded(given["file"].read())
            file.report = importing.plan(file).report(file.text)
        except tables.ListError as error:
            form.add_error("file", str(error))
        else:
            file.save()
            return redirect("members:people_file", file.pk)
    status = 422 if form.errors else 200
    context = {
        "form": form,
        "professions": with_shorts(),
        "files": PeopleFile.objects.filter(by=user).defer("text", "report"),
        "days": FILES_KEPT.days,
        "section": "people",
    }
    return render(
        request, "members/coming_in/people_file_form.html", context, status=status
    )


def look(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file would do, or did, a page of lines at a time."""
    file = own_file(request, pk)
    counts = file.report.get("counts", {})
    asked = request.GET.get("quoi", "")
    lines = [
        line
        for line in file.report.get("lines", [])
        if asked not in counts or line["action"] == asked
    ]
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    wrong = [line["email"] for line in page if line["action"] == Line.ERROR]
    context = {
        "file": file,
        "closed_accounts": closed_among(member_of(request), wrong).values(),
        "counts": counts,
        "asked": asked if asked in counts else "",
        "to_do": sum(counts.get(name, 0) for name in Line.DOING),
        "page_obj": page,
        "days": FILES_KEPT.days,
        "section": "people",
    }
    return render(request, "members/coming_in/people_file.html", context)


def own_file(request: HttpRequest, pk: int) -> PeopleFile:
    """A file is for who gave it: for the others it does not exist."""
    return get_object_or_404(PeopleFile, pk=pk, by=member_of(request))


def errors(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines in error as they were given, with the reason: to correct, then give."""
    file = own_file(request, pk)
    rejected = file.report.get("rejected")
    if not rejected:
        raise Http404
    return csv_answer(rejected, f"a-corriger-{file.pk}")


def model(request: HttpRequest) -> HttpResponse:
    """A file to start from: the titles, and two lines that are read as they are."""
    return csv_answer(example.rows(member_of(request)), "modele-invitations")


@require_POST
def do(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the worker do it; a second click does nothing more."""
    file = own_file(request, pk)
    again = [PeopleFile.State.READ, PeopleFile.State.FAILED]
    with transaction.atomic():
        taken = PeopleFile.objects.filter(pk=file.pk, state__in=again).update(
            state=PeopleFile.State.RUNNING, address=address_of(request)
        )
        if taken:
            applying.apply.enqueue(file.pk)
    return redirect("members:people_file", file.pk)
