"""What *Public* shows to everyone."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from library.models import Document
from pages.models import ContentPage


def public_pages() -> "QuerySet[ContentPage]":
    """Published pages that a stranger sees, newest first, without the front page."""
    pages: QuerySet[ContentPage] = (
        ContentPage.objects.live()
        .visible_to(AnonymousUser())
        .filter(depth__gt=3)
        .select_related("space")
        .order_by("-last_published_at")
    )
    return pages


def public_documents() -> "QuerySet[Document]":
    """Documents that a stranger sees, newest first."""
    documents: QuerySet[Document] = (
        Document.objects.visible_to(AnonymousUser()).for_lists().order_by("-created_at")
    )
    return documents
