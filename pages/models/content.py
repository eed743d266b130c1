"""What every page is: one concrete base, `ContentPage`."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.http import HttpRequest
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelsearch import index
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from members.models import Member, Space
from members.rights import InSpace, SpacedQuerySet, refuse_closed
from pages.blocks import Body
from pages.blocks.seen import Seen
from pages.contents import Anchors, Texts, contents
from pages.forms import PlacedForm
from pages.nearby import after, before, beside, related


class ContentPageQuerySet(SpacedQuerySet["ContentPage"], PageQuerySet):
    """Pages with the rights of their space."""

    published: ClassVar[Q] = Q(live=True)
    author: ClassVar[str] = "owner"

    def for_rows(self) -> Any:
        """With what a row shows: the space, and of a news its day (`news_day`)."""
        return self.select_related("space").annotate(news_day=F("newspage__day"))

    def without_news(self) -> Any:
        """News have lists of their own, by date."""
        return self.filter(newspage__isnull=True)


ContentPageManager = PageManager.from_queryset(ContentPageQuerySet)


class PageTag(TaggedItemBase):
    """A tag on a page."""

    content_object = ParentalKey("pages.ContentPage", related_name="tagged_items")


class ContentPage(InSpace, Page):  # type: ignore[django-manager-missing]
    """The base of every page: a space, an owner, a review date, a body.

    The space is that of the place: a page has its parent's space. Only a section
    that stands right under the front page has a space of its own, which its form
    asks for (`chooses_space`).
    """

    summary = models.TextField(
        "chapeau", blank=True, help_text="Une ou deux phrases, montrées sous le titre."
    )
    body = StreamField(Body(), verbose_name="contenu", blank=True)
    verified_on = models.DateField("vérifié le", null=True, blank=True)
    review_on = models.DateField(
        "à revoir avant le", null=True, blank=True, db_index=True
    )
    review_months = models.PositiveSmallIntegerField(
        "mois entre deux vérifications",
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="«\u202fToujours valable\u202f» remet la date de relecture à "
        "autant de mois d’ici.",
    )
    change_note = models.CharField(
        "ce qui change",
        max_length=200,
        blank=True,
        help_text="Une phrase pour les lecteurs, montrée dans l’historique de la page "
        "une fois publiée.",
    )

    tags = ClusterTaggableManager(
        through=PageTag,
        verbose_name="mots-clés",
        blank=True,
        help_text="Les pages qui en partagent un se renvoient l’une à l’autre.",
    )

    objects = ContentPageManager()  # type: ignore[django-manager-missing]

    content_panels = [
        TitleFieldPanel(
            "title",
            help_text="Ce que le lecteur cherche, en peu de mots\u202f: «\u202fLes "
            "médicaments au retour à la maison\u202f».",
        ),
        FieldPanel("summary"),
        FieldPanel(
            "body",
            help_text="Des blocs, l’un sous l’autre. «\u202f+\u202f» en ajoute un et "
            "montre à quoi chacun ressemble.",
        ),
        FieldPanel("change_note"),
    ]
    promote_panels: ClassVar[list[Any]] = []
    settings_panels = [
        FieldPanel(
            "slug",
            heading="Fin de l’adresse",
            help_text="En minuscules, sans accent ni espace\u202f: "
            "«\u202fbilan-2026\u202f». Vide, elle se fait du titre.",
        ),
        FieldPanel(
            "owner",
            help_text="La personne qui répond de la page\u202f: elle reçoit le mail de "
            "relecture et les problèmes signalés.",
        ),
        FieldPanel("tags"),
        MultiFieldPanel(
            [
                FieldPanel(
                    "verified_on",
                    help_text="Le jour où quelqu’un a tout relu\u202f: on le lit.",
                ),
                FieldPanel(
                    "review_on",
                    help_text="Passé ce jour, la page dit qu’elle est à revoir.",
                ),
                FieldPanel("review_months"),
            ],
            heading="Relecture",
        ),
        *Page.settings_panels,  # when it is published, and comments between editors
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("space"),
    ]
    is_creatable = False
    chooses_space = False
    private_page_options: ClassVar[list[str]] = []  # its space says who sees it
    base_form_class = PlacedForm

    class Meta:
        verbose_name = "page"

    def add_child(self, **kwargs: Any) -> Any:
        """Two pages are made here at once: the second stands after the first."""
        try:
            with transaction.atomic():
                return super().add_child(**kwargs)
        except IntegrityError:
            self.refresh_from_db(fields=["numchild"])
            return super().add_child(**kwargs)

    def _check_slug_is_unique(self) -> None:
        # The form has checked it: another page has taken it since (Wagtail saves a new
        # page by itself, while its author presses a button).
        if self._state.adding and self.path:
            self.slug: str = self._get_autogenerated_slug(self.slug)
        super()._check_slug_is_unique()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.take_space_of_place()
        refuse_closed(self)  # before Wagtail cleans, which is for forms
        super().save(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        refuse_closed(self)
        return super().save_revision(*args, **kwargs)

    def take_space_of_place(self) -> None:
        """Set `space` from the page's place in the tree."""
        parent = self.get_parent() if self.path else None
        if parent is None or (self.chooses_space and self.space_id and self.depth == 3):
            return
        place = ContentPage.objects.filter(pk=parent.pk).only("space_id").first()
        if place is not None:
            self.space_id = place.space_id

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        # Wagtail cleans a new page after it has its place, save() sets the space.
        self.take_space_of_place()
        if not self.space_id:
            exclude = set(kwargs.pop("exclude", None) or ()) | {"space"}
            kwargs["exclude"] = exclude
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.verified_on and self.review_on and self.review_on < self.verified_on:
            raise ValidationError(
                {"review_on": "La date de relecture précède celle de la vérification."}
            )

    @property
    def is_review_due(self) -> bool:
        return self.review_on is not None and self.review_on < date.today()

    @property
    def shows_people(self) -> bool:
        """Are there cards of the directory on it? They have a style sheet of theirs."""
        return any(block.block_type == "people" for block in self.body)

    def is_visible_to(self, user: Member | AnonymousUser) -> bool:
        return bool(ContentPage.objects.visible_to(user).filter(pk=self.pk).exists())

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        seen = ContentPage.objects.live().visible_to(request.user)
        above = seen.ancestor_of(self).filter(depth__gt=2).order_by("path")
        children = seen.child_of(self).without_news().order_by("path").for_rows()
        named = Seen(request.user, self.body)
        context |= {
            "section": "themes" if self.is_about_themes(above, children) else "",
            "space": Space.objects.with_people_count().get(pk=self.space_id),
            "breadcrumb": [(page.title, page.get_url(request)) for page in above],
            "children": children,
            "related": related(self, seen),
            "contents": contents(self.body, named),
            "anchors": Anchors(),
            "seen": named,
            "texts": Texts(self.body, request.user),
            **self.neighbours(seen),
        }
        return context

    def is_about_themes(self, above: Any, children: Any) -> bool:
        """Is it a theme, a page under one, or the section where they stand?"""
        from pages.models import ThemePage

        return any(
            issubclass(page.specific_class, ThemePage)
            for page in [self, *above, *children]
        )

    def neighbours(self, seen: Any) -> dict[str, Any]:
        """The pages before and after, among those `seen`, in the editors’ order."""
        around = beside(self, seen)
        return {
            "previous_page": before(self, around),
            "next_page": after(self, around),
        }
