"""Blocks of words: text, call-out, steps, questions, table, contact."""

from __future__ import annotations

from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.rich_text import RichText

from pages import questions
from pages.contents import of_context, texts_of, with_anchors

RICH_TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "hr"]
SMALL_TEXT = ["bold", "italic", "link", "ul", "ol"]
#: Signs of a text, markup included: what is pasted is sometimes a whole book.
LONGEST = 100_000

Context = dict[str, Any]


class Titled(blocks.StructBlock):
    """A block under a heading of its own, `title`, that the contents lead to."""

    def get_context(
        self, value: Any, parent_context: Context | None = None
    ) -> dict[str, Any]:
        context: Context = super().get_context(value, parent_context)
        if value["title"]:
            context["anchor"] = of_context(parent_context).of(value["title"])
        return context


def title(default: str = "") -> blocks.CharBlock:
    return blocks.CharBlock(
        label="Titre",
        default=default,
        required=bool(default),
        max_length=120,
        help_text="Montré au-dessus, et dans «\u202fSur cette page\u202f».",
    )


class TextBlock(blocks.RichTextBlock):
    """Text, with an anchor on each heading."""

    def get_context(
        self, value: Any, parent_context: Context | None = None
    ) -> dict[str, Any]:
        context: Context = super().get_context(value, parent_context)
        html = texts_of(parent_context).of(value)
        context["html"] = with_anchors(html, of_context(parent_context))
        return context


class CalloutBlock(blocks.StructBlock):
    """A few words that must not be missed."""

    tone = blocks.ChoiceBlock(
        label="Ton",
        choices=[
            ("info", "à savoir"),
            ("warn", "attention"),
            ("good", "bonne pratique"),
        ],
        default="info",
    )
    title = blocks.CharBlock(label="Titre", required=False, max_length=120)
    text = blocks.RichTextBlock(label="Texte", features=SMALL_TEXT)

    class Meta:
        icon = "warning"
        label = "Encadré"
        template = "pages/blocks/callout.html"


class StepBlock(blocks.StructBlock):
    """One step: what is done, by whom, and when."""

    what = blocks.CharBlock(
        label="Étape",
        max_length=160,
        help_text="Ce qui se fait, en quelques mots\u202f: «\u202fAppeler le cabinet "
        "infirmier\u202f».",
    )
    who = blocks.CharBlock(
        label="Qui",
        required=False,
        max_length=120,
        help_text="Une profession, un service, une personne.",
    )
    when = blocks.CharBlock(
        label="Quand",
        required=False,
        max_length=120,
        help_text="«\u202fLa veille, avant 15\u202fh\u202f», «\u202fdans les sept "
        "jours\u202f».",
    )
    text = blocks.RichTextBlock(label="Détail", required=False, features=SMALL_TEXT)


class StepsBlock(Titled):
    """A protocol: who does what, in order."""

    title = title("Qui fait quoi")
    steps = blocks.ListBlock(StepBlock(label="Étape"), label="Étapes")

    class Meta:
        icon = "list-ol"
        label = "Étapes d’un protocole"
        template = "pages/blocks/steps.html"


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label="Question", max_length=200)
    answer = blocks.RichTextBlock(label="Réponse", features=SMALL_TEXT)


class QuestionsBlock(Titled):
    """Questions and answers, each folded until it is opened."""

    title = title("Questions fréquentes")
    questions = blocks.ListBlock(
        QuestionBlock(label="Question"), label="Questions et réponses"
    )

    class Meta:
        icon = "help"
        label = "Questions et réponses"
        template = "pages/blocks/questions.html"

    def get_context(
        self, value: Any, parent_context: Context | None = None
    ) -> dict[str, Any]:
        """Each question has an address of its own, that can be sent."""
        context = super().get_context(value, parent_context)
        anchors = of_context(parent_context)
        context["questions"] = list(questions.of_list(value["questions"], anchors))
        return context


class TableBlock(Titled):
    """A table with a heading on each column."""

    title = title()
    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(label="Texte court", required=False)),
            (
                "long_text",
                blocks.RichTextBlock(
                    label="Texte long", required=False, features=SMALL_TEXT
                ),
            ),
        ],
        label="Tableau",
        help_text="Donnez un nom à chaque colonne\u202f; la légende dit ce que montre "
        "le tableau.",
    )
    first_is_heading = blocks.BooleanBlock(
        label="La première colonne nomme la ligne", required=False, default=True
    )

    class Meta:
        icon = "table"
        label = "Tableau"
        template = "pages/blocks/table.html"

    def get_context(
        self, value: Any, parent_context: Context | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        columns = value["table"].columns if value["table"] else []
        context["rows"] = [
            [cell_of(column, cell) for column, cell in zip(columns, row, strict=True)]
            for row in (value["table"].rows if value["table"] else [])
        ]
        return context


def cell_of(column: Any, cell: Any) -> dict[str, Any]:
    """A cell as the template shows it, under the heading of its column."""
    rich = cell.value if isinstance(cell.value, RichText) else None
    return {"heading": column["heading"], "rich": rich, "text": cell.value}


class ContactBlock(blocks.StructBlock):
    """Whom to call, and when."""

    name = blocks.CharBlock(label="Nom", max_length=120)
    role = blocks.CharBlock(label="Fonction", required=False, max_length=160)
    phone = blocks.RegexBlock(
        label="Téléphone",
        required=False,
        regex=r"^\+?[\d .]{4,20}$",
        error_messages={"invalid": "Écrivez un numéro, comme 04 70 00 00 00."},
    )
    email = blocks.EmailBlock(label="Adresse mail", required=False)
    when = blocks.CharBlock(label="Quand l’appeler", required=False, max_length=160)

    class Meta:
        icon = "user"
        label = "Contact"
        template = "pages/blocks/contact.html"
