"""The front page, root of the tree; when a person comes to his own page."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from members.models import Member, Space
from pages.models import ContentPage


class FrontPage(ContentPage):  # type: ignore[django-manager-missing]
    """What a stranger sees first; it lives in *Public*."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["pages.SectionPage"]
    template = "home/front.html"
    max_count = 1
    is_creatable = True

    class Meta:
        verbose_name = "page d’accueil"
        verbose_name_plural = "pages d’accueil"

    def take_space_of_place(self) -> None:
        if not self.space_id:
            self.space = Space.objects.get(slug="public")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The public page, or *Mon espace* for who is signed in."""
        if request.user.is_authenticated and "public" not in request.GET:
            return redirect("home:dashboard")
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return response

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from home.public import public_documents, public_pages

        context = super().get_context(request, *args, **kwargs)
        context |= {
            "section": "home",
            "public_pages": public_pages()[:6],
            "public_documents": public_documents()[:6],
        }
        return context


class Visit(models.Model):
    """When a person was last at *Mon espace*, and when before this visit.

    Nothing else is kept of what he looks at; see `home.visits`.
    """

    member = models.OneToOneField(Member, models.CASCADE, related_name="+")
    at = models.DateTimeField("dernière visite")
    before = models.DateTimeField("visite d’avant", null=True)

    class Meta:
        verbose_name = "visite"

    def __str__(self) -> str:
        return f"{self.member}\u202f: {self.at:%d/%m/%Y}"
