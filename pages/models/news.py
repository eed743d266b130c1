"""News: what happens, by date, in a space or in the whole territory."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import PageManager

from members.rights import User
from pages.blocks.seen import Seen
from pages.models.content import ContentPage, ContentPageQuerySet

#: News that stand on the page under which they are told.
MOST_UNDER = 6


class NewsQuerySet(ContentPageQuerySet):
    def newest(self) -> Any:
        return self.order_by("-day", "-pk")

    def on_front(self) -> Any:
        """Those that the front lists still show; the others stay in the archive."""
        today = timezone.localdate()
        return self.filter(Q(front_until__isnull=True) | Q(front_until__gte=today))

    def for_rows(self) -> Any:
        return self.select_related("space", "picture").defer("body")


NewsManager = PageManager.from_queryset(NewsQuerySet)


class NewsPage(ContentPage):  # type: ignore[django-manager-missing]
    """One news: its day, a picture if there is one, and the blocks of any page."""

    day = models.DateField(
        "date de la nouvelle",
        default=timezone.localdate,
        db_index=True,
        help_text="Montrée aux lecteurs. Elle range les actualités, la plus récente "
        "d’abord.",
    )
    front_until = models.DateField(
        "à la une jusqu’au",
        null=True,
        blank=True,
        help_text="Passé ce jour, elle quitte l’accueil, «\u202fMon espace\u202f» et "
        "la page de l’espace\u202f; elle reste dans la liste des actualités. Sans "
        "date, elle y reste jusqu’à ce que de plus récentes la remplacent.",
    )
    picture = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        models.SET_NULL,
        verbose_name="image",
        null=True,
        blank=True,
        related_name="+",
        help_text="En tête de la nouvelle et dans les listes. La voit qui voit "
        "l’espace de l’image\u202f: pour une nouvelle publique, prenez une image de "
        "l’espace public.",
    )
    picture_alt = models.CharField(
        "ce que montre l’image",
        max_length=200,
        blank=True,
        help_text="Obligatoire avec une image\u202f: une phrase pour qui ne la voit "
        "pas, lue à voix haute par les lecteurs d’écran.",
    )

    #: Set by `pages.news.with_pictures`: the picture, when the reader sees it.
    seen_picture: Any = None

    objects = NewsManager()  # type: ignore[django-manager-missing,misc]

    content_panels = [
        *ContentPage.content_panels[:1],
        MultiFieldPanel(
            [FieldPanel("day"), FieldPanel("front_until")], heading="Quand"
        ),
        FieldPanel(
            "summary",
            heading="Introduction",
            help_text="Une ou deux phrases\u202f: quoi, où, pour qui. Montrées sous le "
            "titre et dans les listes.",
        ),
        MultiFieldPanel(
            [FieldPanel("picture"), FieldPanel("picture_alt")], heading="Image"
        ),
        *ContentPage.content_panels[2:],
    ]
    parent_page_types = ["pages.SectionPage", "pages.ThemePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "pages/news_page.html"
    is_creatable = True

    class Meta:
        verbose_name = "actualité"

    def clean(self) -> None:
        super().clean()
        self.picture_alt = self.picture_alt.strip()
        wrong = {}
        if self.picture_id and not self.picture_alt:
            wrong["picture_alt"] = (
                "Écrivez ce que montre l’image, pour qui ne la voit pas."
            )
        if self.front_until and self.day and self.front_until < self.day:
            wrong["front_until"] = "Cette date précède celle de la nouvelle."
        if wrong:
            raise ValidationError(wrong)

    @property
    def news_day(self) -> date:
        """As `ContentPageQuerySet.for_rows` gives it for pages of any kind."""
        return self.day

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        shown = Seen(request.user).of([self.picture])
        return context | {"section": "news", "picture": next(iter(shown), None)}

    def neighbours(self, seen: Any) -> dict[str, Any]:
        """The news of the same space before and after this one, by date."""
        if self.pk is None:  # looked at before it is saved
            return {}
        around = NewsPage.objects.filter(pk__in=seen.values("pk"), space=self.space_id)
        earlier = Q(day__lt=self.day) | Q(day=self.day, pk__lt=self.pk)
        later = Q(day__gt=self.day) | Q(day=self.day, pk__gt=self.pk)
        return {
            "previous_page": around.filter(earlier).order_by("-day", "-pk").first(),
            "next_page": around.filter(later).order_by("day", "pk").first(),
            "before_words": "Actualité précédente",
            "after_words": "Actualité suivante",
        }


def seen_news(user: User) -> Any:
    """Published news that `user` sees, the newest first, as rows show them."""
    return NewsPage.objects.live().visible_to(user).for_rows().newest()


def news_under(page: ContentPage, user: User) -> Any:
    """The latest of the news right under a page."""
    return seen_news(user).child_of(page)[:MOST_UNDER]
