"""A CSV file of people: given, looked at, then done by the worker."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from members.coming_in import applying, importing, lists
from members.coming_in.forms import PeopleFileForm
from members.models import PeopleFile
from members.views.inviting import staff_of


def give(request: HttpRequest) -> HttpResponse:
    """Read the file and tell what it would do; nothing is done."""
    user = staff_of(request)
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
            file.text = lists.decoded(given["file"].read())
            file.report = importing.plan(file).report()
        except lists.ListError as error:
            form.add_error("file", str(error))
        else:
            PeopleFile.objects.filter(by=user, state=PeopleFile.State.READ).delete()
            file.save()
            return redirect("members:people_file", file.pk)
    status = 422 if form.errors else 200
    context = {"form": form, "section": "people"}
    return render(
        request, "members/coming_in/people_file_form.html", context, status=status
    )


def look(request: HttpRequest, pk: int) -> HttpResponse:
    """What the file would do, or did."""
    user = staff_of(request)
    file = get_object_or_404(PeopleFile, pk=pk, by=user)
    counts = file.report.get("counts", {})
    done = sum(counts.get(name, 0) for name in ("invite", "renew", "update"))
    context = {
        "file": file,
        "counts": counts,
        "done": done,
        "lines": file.report.get("lines", []),
        "more": file.report.get("more", 0),
        "section": "people",
    }
    return render(request, "members/coming_in/people_file.html", context)


@require_POST
def do(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the worker do it; a second click does nothing more."""
    user = staff_of(request)
    file = get_object_or_404(PeopleFile, pk=pk, by=user)
    again = [PeopleFile.State.READ, PeopleFile.State.FAILED]
    with transaction.atomic():
        taken = PeopleFile.objects.filter(pk=file.pk, state__in=again).update(
            state=PeopleFile.State.RUNNING
        )
        if taken:
            applying.apply.enqueue(file.pk)
    return redirect("members:people_file", file.pk)
