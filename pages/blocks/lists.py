"""Blocks that list things: documents, official texts, people, and what fills itself."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from pages.blocks import samples
from pages.blocks.seen import seen_of
from pages.blocks.text import Context, Titled, title
from pages.choosers import MemberChooserBlock
from pages.filling import CHOICES, Filled, filled


class DocumentListBlock(Titled):
    """Documents of the library, with a title."""

    title = title("Documents")
    documents = blocks.ListBlock(
        DocumentChooserBlock(label="Document"),
        label="Documents",
        help_text="Chaque lecteur voit ceux de ses espaces.",
    )

    class Meta:
        icon = "doc-full"
        label = "Documents"
        description = "Des documents de la bibliothèque, que vous choisissez."
        preview_value = samples.DOCUMENTS
        template = "pages/blocks/document_list.html"

    def get_preview_context(
        self, value: Any, parent_context: Context | None = None
    ) -> dict[str, Any]:
        context: Context = super().get_preview_context(value, parent_context)
        return {**context, "seen": samples.Always(samples.documents())}

    def get_context(
        self, value: Any, parent_context: Context | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        seen = seen_of(parent_context)
        context["visible_documents"] = seen.of(list(value["documents"]))
        return context


class ReferenceListBlock(Titled):
    """Official texts, with a title."""

    title = title("Textes officiels")
    references = blocks.ListBlock(
        SnippetChooserBlock("library.Reference", label="Référence"),
        label="Références",
        help_text="Lois, décrets, recommandations de la page «\u202fTextes "
        "officiels\u202f»\u202f; un texte abrogé le dit.",
    )

    class Meta:
        icon = "link"
        label = "Textes officiels"
        description = "Les lois, décrets et recommandations dont parle la page."
        preview_value = samples.REFERENCES
        template = "pages/blocks/reference_list.html"

    def get_preview_context(
        self, value: Any, parent_context: Context | None = None
    ) -> dict[str, Any]:
        context: Context = super().get_preview_context(value, parent_context)
        return {**context, "seen": samples.Always(samples.references())}

    def get_context(
        self, value: Any, parent_context: Context | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        seen = seen_of(parent_context)
        context["visible_references"] = seen.of(list(value["references"]))
        return context


class PeopleBlock(Titled):
    """Members, by their cards of the directory: always as they are today."""

    title = title("Les personnes")
    people = blocks.ListBlock(
        MemberChooserBlock(label="Personne"),
        label="Personnes",
        help_text="Leur fiche de l’annuaire est montrée à qui peut les y trouver.",
    )

    class Meta:
        icon = "group"
        label = "Personnes"
        description = "Des membres, par leur fiche de l’annuaire, toujours à jour."
        preview_value = samples.PEOPLE
        template = "pages/blocks/people.html"

    def get_preview_context(
        self, value: Any, parent_context: Context | None = None
    ) -> dict[str, Any]:
        context: Context = super().get_preview_context(value, parent_context)
        return {**context, "seen": samples.Always(samples.cards())}

    def get_context(
        self, value: Any, parent_context: Context | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["cards"] = seen_of(parent_context).of(list(value["people"]))
        return context


class FillingBlock(Titled):
    """A list that fills itself: what it holds is asked for when the page is read."""

    title = title("Documents de ce thème")
    what = blocks.ChoiceBlock(
        label="Ce que la liste montre",
        choices=CHOICES,
        default=CHOICES[0][0],
        help_text="Elle se met à jour d’elle-même\u202f: rien d’autre à faire.",
    )
    count = blocks.IntegerBlock(
        label="Combien au plus",
        default=5,
        min_value=1,
        max_value=20,
        help_text="De 1 à 20\u202f; un lien mène à la suite.",
    )

    class Meta:
        icon = "list-ul"
        label = "Liste qui se remplit seule"
        description = "Les derniers documents, les pages ou la prochaine réunion."
        preview_value = samples.FILLING
        template = "pages/blocks/filling.html"

    def get_preview_context(
        self, value: Any, parent_context: Context | None = None
    ) -> dict[str, Any]:
        context: Context = super().get_preview_context(value, parent_context)
        return {**context, "filled": Filled("document", samples.documents())}

    def get_context(
        self, value: Any, parent_context: Context | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        given = parent_context or {}
        page, request = given.get("page"), given.get("request")
        user = getattr(request, "user", None) or AnonymousUser()
        if page is not None:
            context["filled"] = filled(value["what"], page, user, value["count"])
        return context
