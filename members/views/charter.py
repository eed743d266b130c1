"""The versions of the charter, and who has accepted the one in force."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from members.coming_in import charter
from members.models import Charter
from members.views.inviting import staff_of

PAGE = 50


def version(request: HttpRequest, number: int) -> HttpResponse:
    """A version that was replaced, as it was accepted then."""
    now = charter.in_force()
    if now is not None and now.version == number:
        return redirect("members:charter")
    found = get_object_or_404(Charter, version=number)
    context = {
        "charter": found,
        "next_one": Charter.objects.filter(version__gt=number)
        .order_by("version")
        .first(),
        "signature": found.signatures.filter(member=request.user.pk).first(),
    }
    return render(request, "members/coming_in/charter_version.html", context)


def signatures(request: HttpRequest) -> HttpResponse:
    """Who has not accepted the charter in force yet, and who has, for staff."""
    staff_of(request)
    now = charter.in_force()
    accepted, awaited = charter.who_accepted(now)
    state = "acceptee" if request.GET.get("etat") == "acceptee" else "attendue"
    people = accepted if state == "acceptee" else awaited
    context = {
        "charter": now,
        "state": state,
        "accepted": accepted.count(),
        "awaited": awaited.count(),
        "page_obj": Paginator(people, PAGE).get_page(request.GET.get("page")),
        "section": "people",
    }
    return render(request, "members/coming_in/charter_signatures.html", context)
