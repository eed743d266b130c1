"""Spaces and categories as the commands name them: by the slug."""

from django.core.management.base import CommandError

from library.models import Category
from members.models import Space


def space_named(slug: str) -> Space:
    """The space of this slug; CommandError, with those that exist, if there is none."""
    found = Space.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(
            f"Aucun espace ne s’appelle «\u202f{slug}\u202f». Il y a\u202f: "
            + ", ".join(Space.objects.order_by("slug").values_list("slug", flat=True))
        )
    return found


def category_named(slug: str) -> Category:
    """The category of this slug; CommandError, with those that exist, if there is
    none.
    """
    found = Category.objects.filter(slug=slug).first()
    if found is None:
        raise CommandError(
            f"Aucune catégorie ne s’appelle «\u202f{slug}\u202f». Il y a\u202f: "
            + ", ".join(Category.objects.values_list("slug", flat=True))
        )
    return found
