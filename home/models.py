"""The front page, root of the tree; when a person comes to his own page."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.rich_text import RichText

from home.kinds import Kind
from members.models import Member, Space
from pages.blocks.text import NOT_A_PHONE, PHONE
from pages.contents import Texts
from pages.models import ContentPage


class FrontPage(ContentPage):  # type: ignore[django-manager-missing]
    """What a stranger sees first; it lives in *Public*."""

    who = RichTextField(
        "qui nous sommes",
        blank=True,
        features=["bold", "italic", "link", "ul", "ol"],
        help_text="Quelques phrases pour qui ne vous connaît pas\u202f: qui se réunit, "
        "sur quel territoire, pour quoi faire. Tout le monde les lit.",
    )
    contact_name = models.CharField(
        "nom",
        max_length=120,
        blank=True,
        help_text="La personne ou le service à qui écrire. Sans téléphone ni adresse, "
        "l’accueil renvoie à la page d’aide.",
    )
    contact_role = models.CharField(
        "fonction", max_length=160, blank=True, help_text="«\u202fCoordinatrice\u202f»."
    )
    contact_phone = models.CharField(
        "téléphone",
        max_length=20,
        blank=True,
        validators=[RegexValidator(PHONE, NOT_A_PHONE)],
        help_text="Un numéro que vous acceptez de rendre public.",
    )
    contact_email = models.EmailField(
        "adresse mail",
        blank=True,
        help_text="Une adresse que vous acceptez de rendre publique.",
    )
    contact_when = models.CharField(
        "quand appeler",
        max_length=160,
        blank=True,
        help_text="«\u202fDu lundi au jeudi, de 9\u202fh à 17\u202fh\u202f».",
    )

    content_panels = [
        FieldPanel(
            "title",
            help_text="La grande phrase de l’accueil\u202f: ce que fait le groupement, "
            "en dix mots.",
        ),
        FieldPanel("summary", help_text="Sous la grande phrase, une ou deux lignes."),
        FieldPanel("who"),
        MultiFieldPanel(
            [
                FieldPanel("contact_name"),
                FieldPanel("contact_role"),
                FieldPanel("contact_phone"),
                FieldPanel("contact_email"),
                FieldPanel("contact_when"),
            ],
            heading="Nous écrire, nous appeler",
        ),
        FieldPanel(
            "body",
            heading="Autre chose",
            help_text="Ce que vous voulez ajouter, sous «\u202fQui nous sommes\u202f». "
            "Les actualités, les documents et la réunion de l’espace public viennent "
            "tout seuls.",
        ),
        FieldPanel("change_note"),
    ]
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
        from home import public

        context = super().get_context(request, *args, **kwargs)
        return context | {
            "section": "home",
            "texts": Texts(self.body, request.user),
            "who": RichText(self.who),
            **public.context(),
        }

    @property
    def has_contact(self) -> bool:
        """Is there a way to reach someone?"""
        return bool(self.contact_phone or self.contact_email)

    @classmethod
    def given_address(cls) -> str:
        """The address that the front page gives to the public; empty for none."""
        front = cls.objects.exclude(contact_email="").live().first()
        return front.contact_email if front else ""


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


class Reading(models.Model):
    """How often a page was opened in a month, by nobody knows whom: `home.readings`."""

    wagtail_reference_index_ignore = True  # it names the page, and does not lead to it

    page = models.ForeignKey(ContentPage, models.CASCADE, related_name="readings")
    month = models.DateField("mois")
    count = models.PositiveIntegerField("lectures", default=0)

    class Meta:
        verbose_name = "lectures d’un mois"
        verbose_name_plural = "lectures d’un mois"
        constraints = [
            models.UniqueConstraint(
                fields=["page", "month"], name="home_reading_once_a_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id}, {self.month:%m/%Y}\u202f: {self.count}"
