"""Narrowing the lists. What an address holds that is not understood is left out, so
that an old link still answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django import forms
from django.db.models import Max, Min, Q, QuerySet
from django.http import QueryDict
from django.utils.timezone import localtime

from library.folders import LONGEST, Level, in_folder
from library.keywords import alike
from library.models import Category, Document, DocumentCommune, Reference
from library.themes import themes_for
from members import communes
from members.listed import fold
from members.models import Member, Profession, Space
from members.rights import User
from pages.models import ThemePage

FORMATS: dict[str, tuple[str, tuple[str, ...]]] = {
    "pdf": ("PDF", ("pdf",)),
    "texte": ("Texte", ("docx", "odt", "rtf", "doc", "txt", "html")),
    "tableur": ("Tableur", ("xlsx", "ods", "xls")),
    "presentation": ("Présentation", ("pptx", "odp", "ppt")),
    "image": ("Image", ("png", "jpeg", "tiff", "webp", "gif")),
    "video": ("Vidéo", ("mp4", "webm", "vtt")),
    "message": ("Message", ("eml",)),
}


#: The orders of the documents, by what the address says: (words, fields).
ORDERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "": ("les plus récents d’abord", ("-created_at", "-pk")),
    "anciens": ("les plus anciens d’abord", ("created_at", "pk")),
    "changes": ("modifiés en dernier d’abord", ("-changed_at", "-pk")),
    "lus": ("les plus lus ces temps-ci", ("-readings", "-created_at", "-pk")),
    "titre": ("par titre", ("title", "pk")),
}
LIST, TABLE, TILES = "liste", "tableau", "vignettes"
#: How the list looks, by what the address says: (words, icon).
LOOKS = {
    LIST: ("Liste", "layout-list"),
    TABLE: ("Tableau", "table"),
    TILES: ("Vignettes", "layout-grid"),
}


class Filters(forms.Form):
    """The filters of a list; each is a parameter of the address."""

    categorie = forms.ModelChoiceField(
        Category.objects.all(),
        label="Catégorie",
        to_field_name="slug",
        required=False,
        empty_label="Toutes",
    )
    espace = forms.ModelChoiceField(
        Space.objects.none(),
        label="Espace",
        to_field_name="slug",
        required=False,
        empty_label="Tous",
    )
    #: What is not understood is left out: no page says « Erreur » for it.
    is_forgiving = True
    #: Conditions of one value each, by field.
    switches: ClassVar[dict[str, str]] = {}

    def __init__(self, given: QueryDict, user: User) -> None:
        super().__init__(given, auto_id="filtre-%s")
        self.given = given
        self.user = user
        spaces = self.fields["espace"]
        assert isinstance(spaces, forms.ModelChoiceField)
        spaces.queryset = Space.objects.visible_to(user)

    @property
    def chosen(self) -> dict[str, Any]:
        """The filters in use, by name."""
        if not hasattr(self, "_errors") or self._errors is None:
            self.full_clean()
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if value and name not in {"tri", "vue"}
        }

    def active(self) -> list[dict[str, str]]:
        """Each filter in use: its words, and the address of the list without it."""
        shown = []
        for name, value in self.chosen.items():
            kept = self.given.copy()
            kept.pop(name, None)
            kept.pop("page", None)
            label = self.words(name, value)
            shown.append({"label": label, "remove_url": f"?{kept.urlencode()}"})
        return shown

    def words(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            return str(value)
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices)[value])  # type: ignore[arg-type,index]
        return str(field.label)


class DocumentFilters(Filters):
    format = forms.ChoiceField(
        label="Format",
        required=False,
        choices=[("", "Tous"), *((key, name) for key, (name, _) in FORMATS.items())],
    )
    theme: forms.ModelChoiceField[ThemePage] = forms.ModelChoiceField(
        ThemePage.objects.none(), label="Thème", required=False, empty_label="Tous"
    )
    commune = forms.ChoiceField(label="Commune", required=False)
    annee = forms.TypedChoiceField(label="Année", required=False, coerce=int)
    dossier = forms.CharField(
        label="Dossier", required=False, max_length=LONGEST, widget=forms.HiddenInput
    )
    mot = forms.CharField(
        label="Mot-clé", required=False, max_length=100, widget=forms.HiddenInput
    )
    protocoles = forms.BooleanField(label="Protocoles de soins", required=False)
    profession = forms.ModelChoiceField(
        Profession.objects.filter(protocols__isnull=False).distinct(),
        label="Protocoles pour",
        required=False,
        empty_label="Toutes les professions",
    )
    miens = forms.BooleanField(label="Mes dépôts", required=False)
    proposes = forms.BooleanField(label="À publier", required=False)
    archives = forms.BooleanField(label="Archivés", required=False)
    tri = forms.ChoiceField(
        label="Ordre",
        required=False,
        choices=[(key, words) for key, (words, _) in ORDERS.items()],
    )
    vue = forms.ChoiceField(
        required=False,
        choices=[(key, words) for key, (words, _) in LOOKS.items()],
        widget=forms.HiddenInput,
    )

    def __init__(
        self, given: QueryDict, user: User, documents: QuerySet[Document]
    ) -> None:
        super().__init__(given, user)
        theme = self.fields["theme"]
        assert isinstance(theme, forms.ModelChoiceField)
        theme.queryset = themes_for(user)
        annee = self.fields["annee"]
        assert isinstance(annee, forms.ChoiceField)
        annee.choices = [("", "Toutes"), *((year, year) for year in years(documents))]
        commune = self.fields["commune"]
        assert isinstance(commune, forms.ChoiceField)
        commune.choices = [("", "Toutes"), *communes_of(documents)]
        if len(commune.choices) == 1:
            del self.fields["commune"]
        if not isinstance(user, Member):
            del self.fields["miens"]
        if not Space.objects.edited_by(user).exists():
            del self.fields["proposes"]

    @property
    def boxes(self) -> list[str]:
        """Those that are ticked or not."""
        fields = self.fields.items()
        return [name for name, one in fields if isinstance(one, forms.BooleanField)]

    def apply(self, documents: QuerySet[Document]) -> QuerySet[Document]:
        """`documents` narrowed to what was chosen, in the order asked for."""
        return self.narrowed(documents).order_by(*ORDERS[self.order][1])

    def narrowed(
        self,
        documents: QuerySet[Document],
        but: str = "",
        and_also: Mapping[str, Any] | None = None,
    ) -> QuerySet[Document]:
        """What was chosen alone, `but` for one filter; with others `and_also`."""
        chosen = {name: one for name, one in self.chosen.items() if name != but}
        chosen |= and_also or {}
        conditions: dict[str, Callable[[Any], Q]] = {
            "categorie": lambda value: Q(category=value),
            "espace": lambda value: Q(space=value),
            "format": lambda value: Q(current__kind__in=FORMATS[value][1]),
            "theme": lambda value: Q(themes=value),
            "commune": lambda value: Q(communes__commune_code=value),
            "annee": lambda value: Q(created_at__year=value),
            "dossier": in_folder,
            "mot": with_keyword,
            "protocoles": lambda value: Q(
                protocol__isnull=False, protocol__retired_at=None
            ),
            "profession": lambda value: Q(
                protocol__professions=value, protocol__retired_at=None
            ),
            "miens": lambda value: Q(uploaded_by_user=self.user.pk),
            "proposes": lambda value: Q(status=Document.Status.PROPOSED),
            "archives": lambda value: Q(status=Document.Status.ARCHIVED),
        }
        documents = in_use_unless_asked(documents, chosen)
        for name, value in chosen.items():
            documents = documents.filter(conditions[name](value))
        return documents

    @property
    def order(self) -> str:
        """The key of the order, empty for the usual one."""
        return self.cleaned_data.get("tri", "") if self.chosen is not None else ""

    @property
    def look(self) -> str:
        """That of the address; empty when it says none."""
        return self.cleaned_data.get("vue", "") if self.chosen is not None else ""

    def looks(self, now: str) -> list[dict[str, object]]:
        """The three looks, each with the address of this list so."""
        shown: list[dict[str, object]] = []
        for key, (words, icon) in LOOKS.items():
            url = self.address(vue=key)
            shown.append({"words": words, "icon": icon, "url": url, "now": key == now})
        return shown

    def address(self, **changed: str) -> str:
        """This list, from its first page, with something else."""
        kept = self.given.copy()
        kept.pop("page", None)
        for name, value in changed.items():
            kept.pop(name, None)
            if value:
                kept[name] = value
        return f"?{kept.urlencode()}"

    @property
    def by_title(self) -> str:
        return self.address(tri="titre")

    @property
    def by_day(self) -> str:
        """The newest first; if that is so already, the oldest first."""
        return self.address(tri="" if self.order else "anciens")

    def level(self, documents: QuerySet[Document]) -> Level | None:
        """Where one is among the folders of the space that was chosen."""
        space = self.chosen.get("espace")
        if space is None:
            return None
        here = in_use_unless_asked(documents, self.chosen).filter(space=space)
        return Level.of(here, self.chosen.get("dossier", ""))

    def words(self, name: str, value: Any) -> str:
        if name == "dossier":
            return f"dossier {value}"
        if name == "mot":
            return f"mot-clé {value}"
        return super().words(name, value)


def in_use_unless_asked(
    documents: QuerySet[Document], chosen: Mapping[str, Any]
) -> QuerySet[Document]:
    """What is archived stands in no list but that of the archives."""
    if "archives" in chosen:
        return documents
    return documents.exclude(status=Document.Status.ARCHIVED)


def with_keyword(word: str) -> Q:
    """However it is spelt; a document that has two spellings stands once."""
    having = Document.objects.filter(tags__name__in=alike(word))
    return Q(pk__in=having.values("pk"))


def communes_of(documents: QuerySet[Document]) -> list[tuple[str, str]]:
    """Those that some of the documents are about: code and name, by name."""
    about = DocumentCommune.objects.filter(document__in=documents.values("pk"))
    found = about.order_by().values_list("commune_code", "commune_name").distinct()
    named = [(code, communes.shown(code, name)) for code, name in found]
    return sorted(named, key=lambda each: fold(each[1]))


def years(documents: QuerySet[Document]) -> range:
    """From the newest document's year to the oldest's."""
    ends = documents.aggregate(first=Min("created_at"), last=Max("created_at"))
    if ends["first"] is None:
        return range(0)
    first, last = (localtime(ends[end]).year for end in ("first", "last"))
    return range(last, first - 1, -1)


class ReferenceFilters(Filters):
    nature = forms.ChoiceField(
        label="Nature",
        required=False,
        choices=[("", "Toutes"), *Reference.Kind.choices],
    )
    vigueur = forms.ChoiceField(
        label="En vigueur",
        required=False,
        choices=[
            ("", "Peu importe"),
            ("oui", "en vigueur"),
            ("non", "plus en vigueur"),
        ],
    )

    def apply(self, references: QuerySet[Reference]) -> QuerySet[Reference]:
        conditions = {
            "categorie": lambda value: Q(category=value),
            "espace": lambda value: Q(space=value),
            "nature": lambda value: Q(kind=value),
            "vigueur": lambda value: Q(in_force=value == "oui"),
        }
        for name, value in self.chosen.items():
            references = references.filter(conditions[name](value))
        return references.order_by("title", "pk")
