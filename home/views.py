"""The member's own page, and the pages that belong to no app."""

import json
import re
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.csrf import csrf_exempt

from home import news_mail
from library.models import Document, Version
from members import leaving
from members.models import Member, Membership, Space, SpaceRequest
from pages.models import ContentPage
from pages.publishing import waiting

RECENT = 8
#: How long a proposal that was published stays in the list of its author.
LATELY = timedelta(days=30)
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def dashboard(request: HttpRequest) -> HttpResponse:
    """*Mon espace*: what is new, and what waits for the person."""
    user = request.user
    documents = Document.objects.visible_to(user).for_lists()
    mine = documents.filter(uploaded_by_user=user.pk).order_by("-created_at")
    settled = [Version.State.READ, Version.State.UNREADABLE]
    my_spaces = spaces_of(user)
    pages = ContentPage.objects.live().visible_to(user).select_related("space")
    context = {
        "section": "home",
        "newest_documents": documents.shared().order_by("-created_at")[:RECENT],
        "newest_pages": pages.filter(depth__gt=2).order_by("-last_published_at")[:5],
        "in_progress": mine.exclude(current__state__in=settled)[:RECENT],
        "unreadable": mine.filter(current__state=Version.State.UNREADABLE)[:RECENT],
        "proposed": proposed_to(user),
        "proposals": proposals_of(user),
        "requests": SpaceRequest.objects.answerable_by(user).prefetch_related(
            "member__professions"
        )[:RECENT],
        "my_spaces": my_spaces,
        "meetings": meetings_of(my_spaces),
        **waiting.for_dashboard(user),
    }
    return render(request, "home/dashboard.html", context)


def proposed_to(user: object) -> object:
    """Documents that wait for an editor's word, oldest first."""
    if not isinstance(user, Member):
        return Document.objects.none()
    return (
        Document.objects.editable_by(user)
        .filter(status=Document.Status.PROPOSED)
        .for_lists()
        .order_by("created_at")[:RECENT]
    )


def proposals_of(user: object) -> object:
    """What the person proposed and what became of it: what waits, what was refused,
    and what was published lately.
    """
    if not isinstance(user, Member):
        return Document.objects.none()
    waits = Q(status__in=[Document.Status.PROPOSED, Document.Status.REFUSED])
    lately = Q(
        status=Document.Status.PUBLISHED, answered_at__gt=timezone.now() - LATELY
    )
    return (
        Document.objects.visible_to(user)
        .filter(waits | lately, uploaded_by_user=user)
        .for_lists()
        .order_by("-changed_at")[:RECENT]
    )


def spaces_of(user: object) -> list[Space]:
    """The spaces that the person belongs to; those he sees, for staff. No archives."""
    if not isinstance(user, Member):
        return []
    spaces = Space.objects.visible_to(user).exclude(state=Space.State.ARCHIVED)
    spaces = spaces.with_people_count()
    if user.publishes_everywhere:
        return list(spaces)
    mine = Membership.objects.current().filter(member=user).values("space")
    return list(spaces.filter(pk__in=mine))


def meetings_of(spaces: list[Space]) -> list[Space]:
    """Those of the spaces that meet soon, the first to meet first."""
    moments = {space: space.meets_at for space in spaces if space.meets_soon}
    by_moment = sorted((at, space.pk, space) for space, at in moments.items() if at)
    return [space for _, _, space in by_moment][:RECENT]


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
    return render(request, "home/help.html")


@login_not_required
def legal(request: HttpRequest) -> HttpResponse:
    return render(request, "home/legal.html")


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    """What is true of this site, with the durations that it keeps to by itself."""
    context = {
        "journal_days": settings.JOURNAL_DAYS,
        "unused_months": leaving.UNUSED.days * 12 // 365,
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
    context = {"section": "", "sample": sample()}
    return render(request, "components/gallery.html", context)


def sample() -> dict[str, Any]:
    """What the page of components shows: `gallery.json`, its dates made dates."""

    def with_dates(given: dict[str, Any]) -> dict[str, Any]:
        return {
            name: parse_date(value)
            if isinstance(value, str) and ISO_DAY.fullmatch(value)
            else value
            for name, value in given.items()
        }

    file = settings.BASE_DIR / "templates" / "components" / "gallery.json"
    found: dict[str, Any] = json.loads(file.read_text(), object_hook=with_dates)
    return found
