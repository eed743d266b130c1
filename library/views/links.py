"""The report of links that lead out of the site."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from library.models.links import LinkRound, OutsideLink
from library.outside import report
from library.views.documents import member
from members.models import Space


def links(request: HttpRequest) -> HttpResponse:
    """For editors: what is broken, since when, and where to mend it."""
    person = member(request)
    if not Space.objects.edited_by(person).exists():
        raise Http404
    context = {
        "section": "library",
        "round": LinkRound.objects.order_by("-started_at").first(),
        "checked": OutsideLink.objects.exclude(checked_at=None).exists(),
        **report.context(person),
    }
    return render(request, "library/links.html", context)
