"""The front page, root of the tree; when a person comes to his own page."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from home.kinds import Kind
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

    See `home.visits`; what he opened lately is in `Opened`.
    """

    member = models.OneToOneField(Member, models.CASCADE, related_name="+")
    at = models.DateTimeField("dernière visite")
    before = models.DateTimeField("visite d’avant", null=True)

    class Meta:
        verbose_name = "visite"

    def __str__(self) -> str:
        return f"{self.member}\u202f: {self.at:%d/%m/%Y}"


class Favourite(models.Model):
    """A thing that a person keeps at hand; see `home.favourites`.

    It gives no right: it is shown while he sees the thing, and waits otherwise.
    """

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    kind = models.CharField("nature", max_length=10, choices=Kind.choices)
    thing_id = models.PositiveBigIntegerField("numéro")
    at = models.DateTimeField("gardé le", auto_now_add=True)

    class Meta:
        verbose_name = "favori"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "thing_id"], name="home_favourite_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}\u202f: {self.kind} {self.thing_id}"


class Opened(models.Model):
    """A thing that a person opened lately, for him alone; see `home.recent`."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    kind = models.CharField("nature", max_length=10, choices=Kind.choices)
    thing_id = models.PositiveBigIntegerField("numéro")
    at = models.DateTimeField("ouvert le", db_index=True)

    class Meta:
        verbose_name = "lecture récente"
        verbose_name_plural = "lectures récentes"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "thing_id"], name="home_opened_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}\u202f: {self.kind} {self.thing_id}"


class FeedKey(models.Model):
    """What makes the addresses of a person's feeds; see `home.feeds`.

    The address itself is not kept: it is worked out with the secret of the site.
    """

    member = models.OneToOneField(Member, models.CASCADE, related_name="+")
    nonce = models.CharField("tirage", max_length=32, unique=True)
    at = models.DateTimeField("fait le", auto_now=True)

    class Meta:
        verbose_name = "adresse de flux"
        verbose_name_plural = "adresses de flux"

    def __str__(self) -> str:
        return str(self.member)
