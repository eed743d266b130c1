"""The spaces."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from members import news
from members.models import Membership, Space
from members.rights import may_contribute


def spaces(request: HttpRequest) -> HttpResponse:
    """The spaces that the person sees, his own first."""
    seen = Space.objects.visible_to(request.user).with_people_count()
    mine = set(
        Membership.objects.current()
        .filter(member=request.user.pk)
        .values_list("space", flat=True)
    )
    found = sorted(seen, key=lambda space: (space.pk not in mine, space.name))
    return render(
        request,
        "members/spaces.html",
        {"spaces": found, "mine": mine, "section": "spaces"},
    )


def space(request: HttpRequest, slug: str) -> HttpResponse:
    """A space: what it is for, who is in it, what is new in it."""
    found = get_object_or_404(
        Space.objects.visible_to(request.user).with_people_count(), slug=slug
    )
    return render(
        request,
        "members/space.html",
        {
            "space": found,
            "people": found.people(),
            "can_add": may_contribute(request.user, found),
            "section": "spaces",
            **news.of(request, found),
        },
    )
