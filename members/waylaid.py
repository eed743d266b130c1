"""What the gates share: what stays open before each, and where one goes on after.

Who is held sees at least what a stranger sees, and as a stranger sees it: nothing more
can come of it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from config import unsent
from config.closed import page_before
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

from members.models import Member

#: No gate keeps anybody in, nor from what is his.
EXIT = {
    "members:my_data",
    "members:my_data_copy",
    "members:news_mail",
    "members:leave_group",
    "members:space_leave",
    "members:charter",
    "members:charter_version",
}
#: What everyone reads without signing in, and the links of mails that open for whoever
#: has them. Not the ways in: who is held has come in.
READ_BY_ALL = {
    "wagtail_serve",
    "wagtaildocs_serve",
    "media",
    "pages:news",
    "pages:plan",
    "pages:page_pdf",
    "pages:section_pdf",
    "pages:confirm_by_mail",
    "library:documents",
    "library:document",
    "library:reader",
    "library:document_state",
    "library:references",
    "library:reference",
    "home:public_feed",
    "home:personal_feed",
    "home:news_stop",
    "home:favicon",
    "home:manifest",
    "home:robots",
    "home:security",
    "members:still_right",
    "protocol_copy",
    "shared_link",
    "shared_file",
}
#: In the address of the gate: what was being sent could not be kept.
LOST = "perdu"
#: Seconds for which what was typed waits for its author to have passed.
KEPT_FOR = 60 * 60


def way_back(request: HttpRequest, user: Member) -> dict[str, str]:
    """Where one goes on once the gate is passed; and whether something sent was lost.

    What he typed in a form waits for him, above every page (`config.unsent`).
    """
    if request.method in ("GET", "HEAD"):
        return {"next": request.get_full_path()}
    if unsent.is_form(request) and unsent.keep(request, of=user.pk, during=KEPT_FOR):
        return {"next": unsent.page_that_shows(request, "/")}
    return {"next": page_before(request), LOST: "oui"}


@dataclass(frozen=True)
class Held:
    """Who is held at a gate, while a page is shown to him as to a stranger."""

    gate: Gate
    person: Member
    #: Where the gate is, what it asks, and the words of the button to it.
    url: str
    says: str
    verb: str


class Gate(ABC):
    """Stops who has something to do first, but for what everyone reads."""

    says: str
    verb: str

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        held = getattr(request, "held", None)
        if held is None or held.gate is not self or not asks_who(answer):
            return answer
        request.user = held.person
        del request.held  # type: ignore[attr-defined]
        return self.stop(request, held.person)

    def hold(self, request: HttpRequest, member: Member) -> HttpResponseBase | None:
        """Stop him, or let him go on as a stranger where one reads."""
        match = request.resolver_match
        if match is None or match.view_name not in READ_BY_ALL:
            return self.stop(request, member)
        request.held = Held(  # type: ignore[attr-defined]
            self, member, self.address(request, member), self.says, self.verb
        )
        request.user = AnonymousUser()
        return None

    @abstractmethod
    def address(self, request: HttpRequest, member: Member) -> str:
        """Where the gate is, for who goes there from this page."""

    @abstractmethod
    def stop(self, request: HttpRequest, member: Member) -> HttpResponseBase: ...


def asks_who(answer: HttpResponseBase) -> bool:
    """Is it what a stranger gets for what he may not see?"""
    where = urlsplit(answer.get("Location", "")).path
    return answer.status_code == 401 or where == resolve_url(settings.LOGIN_URL)
