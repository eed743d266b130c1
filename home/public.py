"""What *Public* shows to everyone.

All is asked for as a stranger would: who is signed in sees here what the others see.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from library.models import Document
from members.models import Space
from pages import news
from pages.models import ContentPage

NEWS, DOCUMENTS, PAGES = 4, 5, 4


def public_pages() -> QuerySet[ContentPage]:
    """Published pages that a stranger sees, newest first, without the front page, the
    sections right under it, and the news."""
    pages: QuerySet[ContentPage] = (
        ContentPage.objects.live()
        .visible_to(AnonymousUser())
        .filter(depth__gt=3)
        .without_news()
        .for_rows()
        .order_by("-last_published_at")
    )
    return pages


def public_documents() -> QuerySet[Document]:
    """Documents that a stranger sees, newest first."""
    documents: QuerySet[Document] = (
        Document.objects.visible_to(AnonymousUser()).for_lists().order_by("-created_at")
    )
    return documents


def next_meeting() -> Space | None:
    """The public space that meets first."""
    public = Space.objects.visible_to(AnonymousUser()).order_by("meets_at", "pk")
    return next((space for space in public if space.meets_soon), None)


def context() -> dict[str, Any]:
    return {
        "public_news": news.on_front(AnonymousUser(), most=NEWS),
        "public_documents": list(public_documents()[:DOCUMENTS]),
        "public_pages": list(public_pages()[:PAGES]),
        "meeting": next_meeting(),
    }
