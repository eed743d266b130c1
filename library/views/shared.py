"""The door of shared links: what somebody without an account reads.

A link that is over, taken back, stopped, or that never was: one same page, 404. It
names nobody and nothing. Opening the page counts for nothing, for scanners of mails
and messengers open the links of what they carry; the file itself counts.
"""

from __future__ import annotations

from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from library import lost
from library.models import Document, SharedLink, Version
from library.protocols import copies
from library.reading.sniff import KINDS
from library.sharing import giving
from library.sharing.addresses import of_token
from library.views.files import SHOWN, Given, begins, file_of, private
from members.signing_in import limits


@login_not_required
@require_safe
@never_cache
def page(request: HttpRequest, token: str) -> HttpResponseBase:
    """What the document is, who gives it, until when, and the way to its file."""
    link = opened(request, token)
    if link is None:
        return over(request)
    document, given = link.document, given_of(link)
    assert document.current is not None
    seen = Document.objects.visible_to(request.user).filter(pk=document.pk)
    kind = KINDS.get(document.current.kind)
    made = copies.made_pdf(document.current, copied=document.is_protocol)
    context = {
        "section": "",
        "link": link,
        "document": document,
        "token": token,
        "version": document.current,
        "size": given.size,
        "format_name": kind.label if kind else "",
        "is_shown": made is not None or given.content_type in SHOWN,
        "made": made,
        "is_seen": request.user.is_authenticated and seen.exists(),
    }
    return apart(render(request, "library/shared_open.html", context))


@login_not_required
@require_safe
def file(request: HttpRequest, token: str) -> HttpResponseBase:
    """The file of the current version; `?voir` shows it in the browser.

    `?pdf` gives the PDF that is made of an office file; back to the page when there is
    none, which a new version may bring about. Of a protocol, its marked copy: whoever
    has it can check that it is the right one.
    """
    link = opened(request, token)
    if link is None:
        return over(request)
    wait = limits.seconds_to_wait(request, "shared_file")
    if wait and request.headers.get("Range", "bytes=0-").startswith("bytes=0-"):
        return limits.too_many(request, wait)  # the rest of a reading goes on
    given = asked_for(request, link)
    if given is None:
        return apart(redirect("shared_link", token))
    try:
        answer = apart(private(bytes_of(request, given)))
    except FileNotFoundError:
        assert link.document.current is not None
        lost.tell(link.document.current)
        return over(request)
    if begins(request, answer):
        limits.to_wait(request, "shared_file", "", of_get=True)
        verb = "lu" if "voir" in request.GET else "téléchargé"
        giving.downloaded(request, link, verb)
    return answer


def bytes_of(request: HttpRequest, given: Given) -> HttpResponseBase:
    """Raises FileNotFoundError; the file itself while what was made of it is made
    again.
    """
    try:
        return file_of(request, given)
    except FileNotFoundError:
        if isinstance(given, Version):
            raise
        lost.make_again(given)
        return file_of(request, given.version)


def opened(request: HttpRequest, token: str) -> SharedLink | None:
    """The link, if it opens today. Raises the answer 429 for who tries addresses."""
    if wait := limits.seconds_to_wait(request, "shared_unknown"):
        raise ImmediateHttpResponse(limits.too_many(request, wait))
    link = of_token(token)
    if link is None:
        limits.to_wait(request, "shared_unknown", "", of_get=True)
        return None
    return link if link.is_live else None


def asked_for(request: HttpRequest, link: SharedLink) -> Given | None:
    """The file, its PDF or its marked copy; None when there is no such PDF."""
    given, version = given_of(link), link.document.current
    assert version is not None
    if "pdf" not in request.GET or version.is_pdf:
        return given
    return copies.made_pdf(version, copied=link.document.is_protocol)


def given_of(link: SharedLink) -> Given:
    """What is given: the file, or the marked copy of a protocol."""
    document = link.document
    version = document.current
    assert version is not None  # a link to none is not live
    version.document = document
    return copies.given_for(version) if document.is_protocol else version


def over(request: HttpRequest) -> HttpResponseBase:
    return apart(
        render(request, "library/shared_over.html", {"section": ""}, status=404)
    )


def apart(answer: HttpResponseBase) -> HttpResponseBase:
    """No search engine keeps it, and no other site learns the address (it is a key)."""
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "no-referrer"
    return answer
