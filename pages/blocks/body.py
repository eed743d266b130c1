"""The body: every block, in the groups where the editor finds them."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from pages.blocks import samples
from pages.blocks.lists import (
    DocumentListBlock,
    FillingBlock,
    PeopleBlock,
    ReferenceListBlock,
)
from pages.blocks.media import PictureBlock, VideoBlock
from pages.blocks.text import (
    LONGEST,
    RICH_TEXT,
    CalloutBlock,
    ContactBlock,
    QuestionsBlock,
    StepsBlock,
    TableBlock,
    TextBlock,
)

WRITING, SHOWING, LISTING = "Écrire", "Montrer", "Rassembler"
PASTED = (
    "Ce que vous collez de Word ou d’un mail garde ses titres 2 et 3, ses listes et "
    "ses liens. Un tableau se refait dans le bloc «\u202fTableau\u202f»."
)


class ColumnBlock(blocks.StreamBlock):
    """What one column holds: little things, that stay legible when it is narrow."""

    rich_text = TextBlock(
        label="Texte",
        features=["h3", "bold", "italic", "ol", "ul", "link"],
        icon="pilcrow",
        template="pages/blocks/rich_text.html",
        max_length=LONGEST,
        help_text=PASTED,
    )
    picture = PictureBlock()
    callout = CalloutBlock()
    contact = ContactBlock()


class ColumnsBlock(blocks.StructBlock):
    """Two or three columns, one below the other on a phone."""

    columns = blocks.ListBlock(
        ColumnBlock(label="Colonne"),
        label="Colonnes",
        min_num=2,
        max_num=3,
        help_text="Deux ou trois, courtes\u202f: sur un téléphone, elles se suivent.",
    )

    class Meta:
        icon = "grip"
        label = "Colonnes"
        description = "Deux ou trois textes courts côte à côte."
        template = "pages/blocks/columns.html"

    def get_preview_value(self) -> Any:
        return self.to_python(samples.COLUMNS)


class Body(blocks.StreamBlock):
    rich_text = TextBlock(
        label="Texte",
        features=RICH_TEXT,
        icon="pilcrow",
        template="pages/blocks/rich_text.html",
        max_length=LONGEST,
        help_text=PASTED,
        group=WRITING,
    )
    callout = CalloutBlock(group=WRITING)
    steps = StepsBlock(group=WRITING)
    questions = QuestionsBlock(group=WRITING)
    table = TableBlock(group=WRITING)
    picture = PictureBlock(group=SHOWING)
    video = VideoBlock(group=SHOWING)
    columns = ColumnsBlock(group=SHOWING)
    document_list = DocumentListBlock(group=LISTING)
    reference_list = ReferenceListBlock(group=LISTING)
    people = PeopleBlock(group=LISTING)
    contact = ContactBlock(group=LISTING)
    filling = FillingBlock(group=LISTING)

    def clean(self, value: Any) -> Any:
        """Refuses a body that no screen would show whole."""
        cleaned = super().clean(value)
        if len(cleaned) > MOST_BLOCKS:
            says = (
                f"Cette page a {len(cleaned)} blocs\u202f: {MOST_BLOCKS} au plus. "
                "Coupez-la en plusieurs pages."
            )
            raise blocks.StreamBlockValidationError(
                non_block_errors=[ValidationError(says)]
            )
        return cleaned


MOST_BLOCKS = 200
