"""The library in Wagtail's admin: choosers show only what the person may see."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import chooser
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from library.admin_forms import CategoryForm, ReferenceForm
from library.models import Category, Reference


@hooks.register("construct_document_chooser_queryset")
def choose_visible_documents(documents: Any, request: HttpRequest) -> Any:
    return documents.visible_to(request.user).select_related("space", "current")


@hooks.register("construct_image_chooser_queryset")
def choose_visible_pictures(pictures: Any, request: HttpRequest) -> Any:
    return pictures.visible_to(request.user).select_related("space")


class ReferenceFilterForm(BaseFilterForm):
    """Texts whose title or number holds every word typed."""

    q = forms.CharField(
        label="Titre ou numéro",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Titre ou numéro"}),
    )

    def filter(self, objects: Any) -> Any:
        words = self.cleaned_data.get("q", "").split()
        for word in words[:10]:
            objects = objects.filter(
                Q(title__icontains=word) | Q(number__icontains=word)
            )
        self.is_searching = bool(words)
        self.search_query = " ".join(words)
        return objects


class ChosenAmongVisible:
    """What the two views of the chooser share."""

    filter_form_class = ReferenceFilterForm
    request: HttpRequest

    def get_object_list(self) -> Any:
        return Reference.objects.visible_to(self.request.user)


class ChooseReferences(ChosenAmongVisible, chooser.ChooseView):
    pass


class ChooseReferencesResults(ChosenAmongVisible, chooser.ChooseResultsView):
    pass


class ReferenceChooserViewSet(chooser.SnippetChooserViewSet):
    choose_view_class = ChooseReferences
    choose_results_view_class = ChooseReferencesResults


class ReferenceViewSet(SnippetViewSet):
    model = Reference
    chooser_viewset_class = ReferenceChooserViewSet
    icon = "link-external"
    menu_label = "Textes officiels"
    list_display = ["title", "kind", "in_force", "space"]
    list_filter = ["kind", "in_force", "space", "category"]
    search_fields = ["title", "number"]
    edit_handler = ObjectList(
        [
            FieldPanel(
                "title",
                help_text="«\u202fLoi du 21 juillet 2009 portant réforme de "
                "l’hôpital\u202f».",
            ),
            FieldRowPanel(
                [
                    FieldPanel("kind", help_text="On peut chercher par nature."),
                    FieldPanel("number"),
                    FieldPanel("date", help_text="Celle de sa signature."),
                ]
            ),
            FieldRowPanel([FieldPanel("nor"), FieldPanel("eli")]),
            FieldPanel("url", help_text="Par exemple https://www.legifrance.gouv.fr/…"),
            FieldRowPanel(
                [
                    FieldPanel("space", help_text="Qui voit l’espace voit le texte."),
                    FieldPanel("category", help_text="Comme pour les documents."),
                ]
            ),
            FieldPanel(
                "in_force",
                help_text="Décochez quand il est abrogé\u202f: les pages qui le citent "
                "le disent alors.",
            ),
            FieldPanel("ended_on"),
            FieldPanel(
                "replaced_by",
                help_text="Les pages et les protocoles qui citent celui-ci en sont "
                "avertis.",
            ),
            FieldPanel(
                "summary", help_text="Ce qu’il change pour qui soigne, en une phrase."
            ),
            FieldPanel(
                "text",
                help_text="En entier, si vous l’avez\u202f: la recherche y regarde. "
                "Laissez une ligne vide entre deux paragraphes.",
            ),
            FieldPanel("identifier"),
        ],
        base_form_class=ReferenceForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return Reference.objects.visible_to(request.user).for_lists()


PANELS_OF_CATEGORY = [
    FieldPanel("name", help_text="«\u202fPratiques métier\u202f»."),
    FieldPanel(
        "slug",
        help_text="En minuscules, sans accent ni espace\u202f: "
        "«\u202fpratiques-metier\u202f».",
    ),
    FieldPanel("order", help_text="La plus petite vient en premier dans les listes."),
    FieldPanel(
        "review_months",
        help_text="Proposé à chaque document qui s’y range\u202f; chacun peut en "
        "changer.",
    ),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [
                    FieldPanel(
                        "kept_years",
                        help_text="À compter du jour où le document est "
                        "archivé\u202f; à défaut, de son dernier fichier. "
                        "Vide\u202f: sans limite.",
                    ),
                    FieldPanel("fate", help_text="Ce qui vient après cette durée."),
                ]
            ),
            FieldPanel(
                "kept_by",
                help_text="Le tableau de gestion, l’instruction ou le texte, "
                "tel que les Archives départementales l’attendent sur le "
                "bordereau.",
            ),
        ],
        heading="Durée d’utilité administrative",
    ),
]


class CategoryViewSet(SnippetViewSet):
    model = Category
    icon = "folder-open-inverse"
    menu_label = "Catégories"
    list_display = ["name", "order", "review_months", "kept_years", "fate"]
    edit_handler = ObjectList(PANELS_OF_CATEGORY, base_form_class=CategoryForm)


class LibraryGroup(SnippetViewSetGroup):
    menu_label = "Bibliothèque"
    menu_icon = "folder-open-inverse"
    menu_order = 260
    items = (ReferenceViewSet, CategoryViewSet)


register_snippet(LibraryGroup)
