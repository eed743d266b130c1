"""What an editor looks after: reports of Wagtail's admin, within what he may see."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.db.models import F, Max, Min, Q, Sum
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from home.models import Reading
from home.reports import filters
from home.reports.exporting import FrenchExport
from library.models import Document, Reference
from library.models.links import LinkUse, OutsideLink
from library.outside.checking import FAILING
from members.models import Member, Space
from pages.models import ContentPage

#: A page is told to be reviewed so long before its date.
AHEAD = timedelta(days=30)
#: A page that is read by nobody for so many months is in the report.
UNREAD_MONTHS = 3


class Report(FrenchExport, ReportView):  # type: ignore[misc]
    """`about` says what stands in the list, `empty` why nothing does."""

    results_template_name = "home/reports/results.html"
    about = ""
    empty = ""
    columns: ClassVar[Any] = []

    def mine(self, model: Any) -> Any:
        """Those that the person sees, in the spaces that he looks after."""
        user = self.request.user
        seen = model.objects.visible_to(user)
        return seen.filter(space__in=Space.objects.edited_by(user))

    def why_empty(self) -> str:
        return self.empty

    def get_filtered_queryset(self) -> Any:
        return self.get_queryset()  # Wagtail's filters it twice


def edit_url(page: ContentPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def day(at: datetime | None) -> date | None:
    return timezone.localtime(at).date() if at else None


def title_of_page() -> Column:
    return TitleColumn("title", label="Page", get_url=edit_url, accessor=drafted)


def drafted(page: ContentPage) -> str:
    return str(page.draft_title or page.title)


def owner_of(page: ContentPage) -> str:
    return page.owner.get_full_name() if page.owner else ""


def space_of(thing: Any) -> str:
    return str(thing.space.name)


SPACE = Column("space", label="Espace", accessor=space_of)


class PageReport(Report):
    filterset_class: Any = filters.PagesBySpace

    def pages(self) -> Any:
        """Published ones; the front page is nobody's."""
        found = self.mine(ContentPage).live().filter(depth__gt=2)
        return found.select_related("space", "owner").defer("body")


def state_of(page: ContentPage) -> str:
    if page.review_on is None:
        return "sans date"
    return "date passée" if page.is_review_due else "bientôt"


class ToReview(PageReport):
    page_title = "Pages à revoir"
    slug = "pages-a-revoir"
    index_url_name = "home_pages_to_review"
    index_results_url_name = "home_pages_to_review_results"
    header_icon = "calendar-check"
    filterset_class = filters.PagesToReview
    about = (
        "Pages publiées dont la date de relecture est passée, vient dans les trente "
        "jours, ou manque."
    )
    empty = "Toutes les pages sont à jour, et chacune a sa date de relecture."
    columns: ClassVar[Any] = [
        title_of_page(),
        SPACE,
        Column("owner", label="Propriétaire", accessor=owner_of),
        Column("verified_on", label="Vérifiée le"),
        Column("review_on", label="À revoir avant le"),
        Column("state", label="État", accessor=state_of),
    ]

    def get_base_queryset(self) -> Any:
        soon = timezone.localdate() + AHEAD
        found = self.pages().filter(Q(review_on=None) | Q(review_on__lte=soon))
        return found.order_by(F("review_on").asc(nulls_last=True), "title", "pk")


class Unread(PageReport):
    page_title = "Pages que personne ne lit"
    slug = "pages-sans-lecteur"
    index_url_name = "home_pages_unread"
    index_results_url_name = "home_pages_unread_results"
    header_icon = "view"
    filterset_class = filters.PagesUnread
    empty = "Toutes les pages ont été lues dans les trois derniers mois."
    columns: ClassVar[Any] = [
        title_of_page(),
        SPACE,
        Column("owner", label="Propriétaire", accessor=owner_of),
        Column(
            "published",
            label="Publiée le",
            accessor=lambda page: day(page.first_published_at),
        ),
        Column(
            "last_read",
            label="Dernière lecture",
            accessor=lambda page: f"{page.last_read:%m/%Y}" if page.last_read else "",
        ),
        Column("read", label="Lectures en deux ans", accessor=lambda page: page.read),
    ]

    @property
    def about(self) -> str:  # type: ignore[override]
        since = Reading.objects.aggregate(first=Min("month"))["first"]
        begun = f" Le compte a commencé en {since:%m/%Y}." if since else ""
        return (
            "Pages publiées que personne n’a ouvertes depuis trois mois. Sont comptées "
            "les personnes connectées, sans savoir lesquelles, sauf le propriétaire."
            f"{begun}"
        )

    def get_base_queryset(self) -> Any:
        recent = filters.months_ago(UNREAD_MONTHS)
        found = self.pages().annotate(
            last_read=Max("readings__month"),
            read=Sum("readings__count", default=0),
        )
        found = found.filter(Q(last_read=None) | Q(last_read__lt=recent))
        return found.order_by("last_read", "first_published_at", "pk")


#: Nobody, or somebody whose account is closed.
def nobody(name: str) -> Q:
    return Q(**{name: None}) | Q(**{f"{name}__is_active": False})


def former(person: Member | None) -> str:
    return f"{person.get_full_name()}, compte fermé" if person else "personne"


class PagesWithoutOwner(PageReport):
    page_title = "Pages sans propriétaire"
    slug = "pages-sans-proprietaire"
    index_url_name = "home_pages_without_owner"
    index_results_url_name = "home_pages_without_owner_results"
    header_icon = "user"
    about = (
        "Personne ne reçoit le mail de relecture de ces pages, ni ce qu’on y signale. "
        "Un propriétaire se choisit dans les paramètres de la page."
    )
    empty = "Chaque page publiée a un propriétaire."
    columns: ClassVar[Any] = [
        title_of_page(),
        SPACE,
        Column("owner", label="Propriétaire", accessor=lambda page: former(page.owner)),
        Column(
            "changed",
            label="Mise à jour le",
            accessor=lambda page: day(page.last_published_at),
        ),
    ]

    def get_base_queryset(self) -> Any:
        return self.pages().filter(nobody("owner")).order_by("title", "pk")


class DocumentsWithoutOwner(Report):
    page_title = "Documents sans propriétaire"
    slug = "documents-sans-proprietaire"
    index_url_name = "home_documents_without_owner"
    index_results_url_name = "home_documents_without_owner_results"
    header_icon = "doc-full"
    filterset_class = filters.DocumentsBySpace
    about = (
        "Qui les a déposés a quitté le groupement, ou n’est pas connu\u202f: une "
        "personne qui anime l’espace en répond."
    )
    empty = "Chaque document a été déposé par un membre d’aujourd’hui."
    columns: ClassVar[Any] = [
        TitleColumn(
            "title", label="Document", get_url=lambda found: found.get_absolute_url()
        ),
        SPACE,
        Column(
            "by",
            label="Déposé par",
            accessor=lambda document: former(document.uploaded_by_user),
        ),
        Column(
            "added",
            label="Déposé le",
            accessor=lambda found: day(found.created_at),
        ),
    ]

    def get_base_queryset(self) -> Any:
        found = self.mine(Document).filter(nobody("uploaded_by_user"))
        return found.for_lists().order_by("title", "pk")


def place_of(use: LinkUse) -> Any:
    return use.page or use.reference


def url_of(use: LinkUse) -> str:
    if use.page is not None:
        return edit_url(use.page)
    assert use.reference is not None
    return use.reference.get_absolute_url()


class BrokenLinks(Report):
    page_title = "Liens cassés"
    slug = "liens-casses"
    index_url_name = "home_broken_links"
    index_results_url_name = "home_broken_links_results"
    header_icon = "link-external"
    filterset_class = filters.LinksBySpace
    about = "Adresses d’autres sites qui ne répondent plus, et où elles sont écrites."
    empty = "Tous les liens vers d’autres sites répondent."
    never = (
        "Rien n’a encore été vérifié\u202f: la première vérification se fait la nuit "
        "qui suit l’installation."
    )
    columns: ClassVar[Any] = [
        TitleColumn(
            "place",
            label="Où",
            accessor=lambda use: place_of(use).title,
            get_url=url_of,
        ),
        Column("space", label="Espace", accessor=lambda use: space_of(place_of(use))),
        Column("address", label="Adresse", accessor=lambda use: use.link.address),
        Column(
            "state", label="État", accessor=lambda use: use.link.get_state_display()
        ),
        Column("since", label="Depuis le", accessor=lambda use: day(use.link.since)),
    ]

    def get_base_queryset(self) -> Any:
        pages = self.mine(ContentPage).live().values("pk")
        texts = self.mine(Reference).values("pk")
        return (
            LinkUse.objects.filter(link__state__in=FAILING)
            .filter(Q(page__in=pages) | Q(reference__in=texts))
            .select_related("link", "page__space", "reference__space")
            .defer("page__body", "reference__text")
            .order_by(F("link__since").asc(nulls_last=True), "pk")
        )

    def why_empty(self) -> str:
        checked = OutsideLink.objects.exclude(checked_at=None).exists()
        return self.empty if checked else self.never


REPORTS: list[type[Report]] = [
    ToReview,
    Unread,
    PagesWithoutOwner,
    DocumentsWithoutOwner,
    BrokenLinks,
]
