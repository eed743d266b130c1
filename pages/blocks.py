"""What the body of a page is made of.

Documents and references are named by their model's label: `library` stands above
`pages` (design § 2). A reader sees in a list only what the rights let him see.
"""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from pages.contents import of_context, with_anchors

RICH_TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "hr"]


def visible(things: list[Any], context: dict[str, Any] | None) -> list[Any]:
    """Those of `things` (of one model) that the reader may see, in their order."""
    kept = [thing for thing in things if thing is not None]
    if not kept:
        return []
    request = (context or {}).get("request")
    user = getattr(request, "user", None) or AnonymousUser()
    model = type(kept[0])
    found = model.objects.visible_to(user).in_bulk([thing.pk for thing in kept])
    return [found[thing.pk] for thing in kept if thing.pk in found]


class TextBlock(blocks.RichTextBlock):
    """Text, with an anchor on each heading."""

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["html"] = with_anchors(value, of_context(parent_context))
        return context


class DocumentListBlock(blocks.StructBlock):
    """Documents of the library, with a title."""

    title = blocks.CharBlock(label="titre", default="Documents", max_length=120)
    documents = blocks.ListBlock(
        DocumentChooserBlock(label="document"), label="documents"
    )

    class Meta:
        icon = "doc-full"
        label = "Documents"
        template = "pages/blocks/document_list.html"

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["visible_documents"] = visible(list(value["documents"]), parent_context)
        context["anchor"] = of_context(parent_context).of(value["title"])
        return context


class ReferenceListBlock(blocks.StructBlock):
    """Official texts, with a title."""

    title = blocks.CharBlock(label="titre", default="Textes officiels", max_length=120)
    references = blocks.ListBlock(
        SnippetChooserBlock("library.Reference", label="référence"), label="références"
    )

    class Meta:
        icon = "link"
        label = "Textes officiels"
        template = "pages/blocks/reference_list.html"

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        references = visible(list(value["references"]), parent_context)
        context["visible_references"] = references
        context["anchor"] = of_context(parent_context).of(value["title"])
        return context


class CalloutBlock(blocks.StructBlock):
    """A few words that must not be missed."""

    tone = blocks.ChoiceBlock(
        label="ton",
        choices=[
            ("info", "à savoir"),
            ("warn", "attention"),
            ("good", "bonne pratique"),
        ],
        default="info",
    )
    title = blocks.CharBlock(label="titre", required=False, max_length=120)
    text = blocks.RichTextBlock(
        label="texte", features=["bold", "italic", "link", "ul", "ol"]
    )

    class Meta:
        icon = "warning"
        label = "Encadré"
        template = "pages/blocks/callout.html"


class ContactBlock(blocks.StructBlock):
    """Whom to call, and when."""

    name = blocks.CharBlock(label="nom", max_length=120)
    role = blocks.CharBlock(label="fonction", required=False, max_length=160)
    phone = blocks.RegexBlock(
        label="téléphone",
        required=False,
        regex=r"^\+?[\d .]{4,20}$",
        error_messages={"invalid": "Écrivez un numéro, comme 04 70 00 00 00."},
    )
    email = blocks.EmailBlock(label="adresse mail", required=False)
    when = blocks.CharBlock(label="quand l’appeler", required=False, max_length=160)

    class Meta:
        icon = "user"
        label = "Contact"
        template = "pages/blocks/contact.html"


class Body(blocks.StreamBlock):
    rich_text = TextBlock(
        label="Texte",
        features=RICH_TEXT,
        icon="pilcrow",
        template="pages/blocks/rich_text.html",
    )
    document_list = DocumentListBlock()
    reference_list = ReferenceListBlock()
    callout = CalloutBlock()
    contact = ContactBlock()
