"""The member's own page, and the pages that belong to no app."""

import json
import re
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.views.decorators.csrf import csrf_exempt

from home import my_page, news_mail, recent, tokens, visits, waiting
from home.models import FrontPage
from library.models.sharing import KEPT
from members import leaving
from members.models import Member
from members.spaces import over

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def dashboard(request: HttpRequest) -> HttpResponse:
    """*Mon espace*: what waits for the person, and what is new since he last came."""
    member = request.user
    assert isinstance(member, Member)
    context = {
        "section": "home",
        "waiting": waiting.for_member(member, request),
        "ended": over.over(member),
        **my_page.context(member, visits.note(member)),
    }
    return render(request, "home/dashboard.html", context)


@csrf_exempt  # mail programs post here by themselves (RFC 8058 § 3.2)
@login_not_required
def news_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the mail of news from the mail itself: a button, or one click there.

    Opening the page changes nothing: mail servers open links to look at them.
    """
    if request.method == "POST":
        done = news_mail.stop(token) is not None
    else:
        done = False
    if not (done or news_mail.known(token)):
        raise Http404
    return render(request, "home/news_stop.html", {"done": done})


def menu(request: HttpRequest) -> HttpResponse:
    """The whole menu as a page, for phones and for browsers without scripts."""
    return render(request, "home/menu.html", {"section": "menu"})


@login_not_required
def help_page(request: HttpRequest) -> HttpResponse:
    front = FrontPage.objects.live().first()
    context = {"front": front if front and front.has_contact else None}
    return render(request, "home/help.html", context)


@login_not_required
def legal(request: HttpRequest) -> HttpResponse:
    return render(request, "home/legal.html")


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """What is true of this site, with the durations that it keeps to by itself."""
    context = {
        "journal_days": settings.JOURNAL_DAYS,
        "unused_months": leaving.UNUSED.days * 12 // 365,
        "opened_most": recent.MOST,
        "opened_days": recent.KEPT.days,
        "link_days": KEPT.days,
        "days_between": leaving.BETWEEN_WARNINGS.days,
    }
    return render(request, "home/privacy.html", context)


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "home/accessibility.html")


def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for whoever carries on the work."""
    if not (isinstance(request.user, Member) and request.user.publishes_everywhere):
        raise Http404
    context = {
        "section": "",
        "sample": sample(),
        "families": tokens.families(),
        "pairs": tokens.pairs() + tokens.pairs(tokens.BORDERS),
    }
    return render(request, "components/gallery.html", context)


def sample() -> SimpleNamespace:
    """What the page of components shows: `gallery.json`, its dates made dates."""

    def with_dates(given: dict[str, Any]) -> SimpleNamespace:
        return SimpleNamespace(
            **{
                name: parse_date(value)
                if isinstance(value, str) and ISO_DAY.fullmatch(value)
                else value
                for name, value in given.items()
            }
        )

    file = settings.BASE_DIR / "templates" / "components" / "gallery.json"
    found: SimpleNamespace = json.loads(file.read_text(), object_hook=with_dates)
    return found
