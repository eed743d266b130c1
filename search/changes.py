"""The index follows every change: rows of `Change`, written with the change itself."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from library import changes as library_changes
from library.models import Category, Document, Reference, Version
from pages.models import ContentPage
from pages.moves import pages_moved
from search.models import Change


def announce(things: Sequence[str]) -> None:
    """Have these things indexed anew, or taken out if they are gone."""
    Change.objects.bulk_create([Change(thing=thing) for thing in things], 500)


def document_changed(instance: Document, **kwargs: Any) -> None:
    announce([f"document:{instance.pk}"])


def version_changed(instance: Version, **kwargs: Any) -> None:
    announce([f"document:{instance.document_id}"])


def reference_changed(instance: Reference, **kwargs: Any) -> None:
    announce([f"reference:{instance.pk}"])


def page_changed(instance: Model, **kwargs: Any) -> None:
    """Published, unpublished, changed or deleted: all of them save or delete."""
    if isinstance(instance, ContentPage):
        announce([f"page:{instance.pk}"])


def moved(pages: Sequence[int], **kwargs: Any) -> None:
    announce([f"page:{pk}" for pk in pages])


def category_changed(instance: Category, **kwargs: Any) -> None:
    """Its slug stands in the entries of all that is filed in it."""
    documents = instance.documents.values_list("pk", flat=True)
    references = instance.references.values_list("pk", flat=True)
    announce([f"document:{pk}" for pk in documents])
    announce([f"reference:{pk}" for pk in references])


def connect() -> None:
    for model, tell in [
        (Document, document_changed),
        (Version, version_changed),
        (Reference, reference_changed),
    ]:
        post_save.connect(tell, model, dispatch_uid=f"search.{model.__name__}.saved")
        post_delete.connect(tell, model, dispatch_uid=f"search.{model.__name__}.gone")
    # Every kind of page is a model of its own: listen to all, look at the instance.
    post_save.connect(page_changed, dispatch_uid="search.page.saved")
    post_delete.connect(page_changed, dispatch_uid="search.page.gone")
    post_save.connect(category_changed, Category, dispatch_uid="search.category.saved")
    pages_moved.connect(moved, dispatch_uid="search.pages_moved")
    library_changes.listeners.append(announce)
