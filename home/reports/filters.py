"""How the reports are narrowed: by space, and each by what it is about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import django_filters  # type: ignore[import-untyped]
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet

from home.readings import this_month
from library.models import Document
from library.models.links import LinkUse
from members.models import Space
from pages.models import ContentPage


def spaces(request: HttpRequest) -> QuerySet[Space]:
    return Space.objects.edited_by(request.user).order_by("folded")


def by_space(**kwargs: Any) -> django_filters.ModelChoiceFilter:
    return django_filters.ModelChoiceFilter(
        label="Espace", queryset=spaces, empty_label="Tous", **kwargs
    )


class PagesBySpace(WagtailFilterSet):
    space = by_space()

    class Meta:
        model = ContentPage
        fields = ["space"]


class DocumentsBySpace(WagtailFilterSet):
    space = by_space()

    class Meta:
        model = Document
        fields = ["space"]


class PagesToReview(PagesBySpace):
    due = django_filters.ChoiceFilter(
        label="Quand",
        empty_label="Toutes",
        method="when",
        choices=[
            ("late", "date passée"),
            ("soon", "bientôt"),
            ("none", "sans date"),
        ],
    )

    def when(self, found: Any, name: str, value: str) -> Any:
        today = timezone.localdate()
        return {
            "late": found.filter(review_on__lt=today),
            "soon": found.filter(review_on__gte=today),
            "none": found.filter(review_on=None),
        }[value]


class PagesUnread(PagesBySpace):
    since = django_filters.ChoiceFilter(
        label="Depuis",
        empty_label="Trois mois",
        method="unread_since",
        choices=[("ever", "toujours"), ("year", "un an")],
    )

    def unread_since(self, found: Any, name: str, value: str) -> Any:
        if value == "ever":
            return found.filter(last_read=None)
        return found.filter(Q(last_read=None) | Q(last_read__lt=months_ago(12)))


class LinksBySpace(WagtailFilterSet):
    space = by_space(method="standing_in")

    class Meta:
        model = LinkUse
        fields = ["space"]

    def standing_in(self, found: Any, name: str, value: Space) -> Any:
        return found.filter(Q(page__space=value) | Q(reference__space=value))


def months_ago(count: int) -> date:
    """The first day of the month, so many months back."""
    day = this_month()
    for _ in range(count):
        day = (day - timedelta(days=1)).replace(day=1)
    return day
