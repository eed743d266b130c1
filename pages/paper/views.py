"""The addresses of pages as PDF."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from config.closed import not_found_or_sign_in
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from members import journal
from members.models import Member
from members.refusals import Refused
from pages.models import ContentPage
from pages.paper import sheets
from pages.paper.making import NoPaper, make

Laid = Callable[[ContentPage, HttpRequest], str]


@login_not_required
def page(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One page as PDF, for who may see it."""
    return paper(request, pk, sheets.of_page)


@login_not_required
def section(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A page and those under it, with their contents, as one PDF."""
    return paper(request, pk, sheets.of_section, "-rubrique")


def paper(
    request: HttpRequest, pk: int, lay: Laid, ending: str = ""
) -> HttpResponseBase:
    found = (
        sheets.seen_pages(request.user)
        .filter(pk=pk, depth__gt=2)
        .select_related("space")
        .first()
    )
    if found is None:
        return not_found_or_sign_in(request)
    try:
        html = lay(found, request)
        etag = f'"{hashlib.sha256(html.encode()).hexdigest()}"'
        if known := get_conditional_response(request, etag=etag):
            return known
        with sheets.as_files(sheets.pictures_in(html, request.user)) as pictures:
            made = make(html, pictures)
    except sheets.TooManyPages as refused:
        return refusal(request, found, refused, 422)
    except NoPaper as refused:
        answer = refusal(request, found, refused, 503)
        answer["Retry-After"] = "60"
        return answer
    if isinstance(request.user, Member):
        journal.record(
            journal.Kind.DOWNLOAD,
            f"PDF\u202f: {found.title}",
            space=found.space,
            request=request,
        )
    return answered(f"{file_name(found.title)}{ending}.pdf", made, etag)


def refusal(
    request: HttpRequest, found: ContentPage, why: Refused, status: int
) -> HttpResponse:
    context = {"sentence": why.sentence, "back": found.get_url(request)}
    return render(request, "pages/paper/refused.html", context, status=status)


def file_name(title: str) -> str:
    """« La sortie d’hôpital » is `la-sortie-d-hopital`."""
    apart = title.replace("’", " ").replace("'", " ")
    return slugify(apart)[:80].strip("-") or "page"


def answered(name: str, made: bytes, etag: str) -> HttpResponse:
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, name) or ""
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["ETag"] = etag
    return answer
