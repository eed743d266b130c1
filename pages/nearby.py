"""The pages around a page: beside it, before and after it, and those like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

if TYPE_CHECKING:
    from pages.models import ContentPage, ContentPageQuerySet

#: Pages that are offered at the end of another.
MOST_RELATED = 5


def beside(page: ContentPage, seen: ContentPageQuerySet) -> list[ContentPage]:
    """The pages under the same one, this one too, in the order of the editors."""
    if page.depth <= 2:
        return []
    found = seen.sibling_of(page, inclusive=True).without_news()
    return list(found.order_by("path"))


def before(page: ContentPage, around: list[ContentPage]) -> ContentPage | None:
    earlier = [other for other in around if other.path < page.path]
    return earlier[-1] if earlier else None


def after(page: ContentPage, around: list[ContentPage]) -> ContentPage | None:
    later = [other for other in around if other.path > page.path]
    return later[0] if later else None


def related(page: ContentPage, seen: ContentPageQuerySet) -> list[ContentPage]:
    """Pages elsewhere that share a tag with this one, the nearest first."""
    if not page.pk or page.depth <= 2:
        return []
    # In a preview they are those of the form, which no subquery knows.
    tags = [item.tag_id for item in page.tagged_items.all()]
    if not tags:
        return []
    alike = Count("tagged_items", filter=Q(tagged_items__tag__in=tags))
    near = Q(path__startswith=page.path) | Q(path=page.path[: -page.steplen])
    return list(
        seen.exclude(near)
        .annotate(alike=alike)
        .filter(alike__gt=0)
        .for_rows()
        .order_by("-alike", "-last_published_at")[:MOST_RELATED]
    )
