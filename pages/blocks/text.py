"""Blocks of words: text, call-out, steps, questions, table, contact."""

from __future__ import annotations

from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.rich_text import RichText

from pages import questions
from pages.blocks import samples
from pages.contents import of_context, texts_of, with_anchors

RICH_TEXT = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "hr"]
SMALL_TEXT = ["bold", "italic", "link", "ul", "ol"]
#: Signs of a text, markup included: what is pasted is sometimes a whole book.
LONGEST = 100_000
#: A telephone that anyone may dial, as it is written in a page.
PHONE = r"^\+?[\d .]{4,20}$"
NOT_A_PHONE = "Écrivez un numéro, comme 04 70 00 00 00."

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

    class Meta:
        description = "Des paragraphes, avec des titres, des listes et des liens."
        preview_value = samples.TEXT

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
        help_text="«\u202fAttention\u202f» pour un risque, «\u202fà savoir\u202f» pour "
        "le reste.",
    )
    title = blocks.CharBlock(
        label="Titre",
        required=False,
        max_length=120,
        help_text="Trois ou quatre mots\u202f: «\u202fAvant de partir\u202f».",
    )
    text = blocks.RichTextBlock(
        label="Texte",
        features=SMALL_TEXT,
        help_text="Deux ou trois phrases\u202f: au-delà, on ne le lit plus.",
    )

    class Meta:
        icon = "warning"
        label = "Encadré"
        label_format = "{title}"  # in the outline: not its tone
        description = "Quelques mots à ne pas manquer, dans un cadre de couleur."
        preview_value = samples.CALLOUT
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
    text = blocks.RichTextBlock(
        label="Détail",
        required=False,
        features=SMALL_TEXT,
        help_text="Ce qu’il faut avoir sous la main, où trouver le formulaire.",
    )


class StepsBlock(Titled):
    """A protocol: who does what, in order."""

    title = title("Qui fait quoi")
    steps = blocks.ListBlock(
        StepBlock(label="Étape"),
        label="Étapes",
        help_text="Dans l’ordre où elles se font\u202f: elles se numérotent seules.",
    )

    class Meta:
        icon = "list-ol"
        label = "Étapes d’un protocole"
        description = "Qui fait quoi, et quand\u202f: des étapes numérotées."
        preview_value = samples.STEPS
        template = "pages/blocks/steps.html"


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(
        label="Question",
        max_length=200,
        help_text="Comme on la pose\u202f: «\u202fQui appeler le "
        "week-end\u202f?\u202f».",
    )
    answer = blocks.RichTextBlock(
        label="Réponse",
        features=SMALL_TEXT,
        help_text="La réponse d’abord, les cas particuliers ensuite.",
    )


class QuestionsBlock(Titled):
    """Questions and answers, each folded until it is opened."""

    title = title("Questions fréquentes")
    questions = blocks.ListBlock(
        QuestionBlock(label="Question"),
        label="Questions et réponses",
        help_text="La plus posée en premier.",
    )

    class Meta:
        icon = "help"
        label = "Questions et réponses"
        description = "Des questions que l’on déplie pour lire la réponse."
        preview_value = samples.QUESTIONS
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
            (
                "text",
                blocks.CharBlock(
                    label="Texte court",
                    required=False,
                    help_text="Un nombre, un nom, quelques mots.",
                ),
            ),
            (
                "long_text",
                blocks.RichTextBlock(
                    label="Texte long",
                    required=False,
                    features=SMALL_TEXT,
                    help_text="Des phrases, avec des liens ou une liste.",
                ),
            ),
        ],
        label="Tableau",
        help_text="Donnez un nom à chaque colonne\u202f; la légende dit ce que montre "
        "le tableau.",
    )
    first_is_heading = blocks.BooleanBlock(
        label="La première colonne nomme la ligne",
        required=False,
        default=True,
        help_text="Un lecteur d’écran la dit avant chaque case de la ligne.",
    )

    class Meta:
        icon = "table"
        label = "Tableau"
        label_format = "{title}"
        description = "Des lignes et des colonnes, qui s’empilent sur un téléphone."
        template = "pages/blocks/table.html"

    def get_preview_value(self) -> Any:
        return self.to_python(samples.TABLE)

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

    name = blocks.CharBlock(
        label="Nom",
        max_length=120,
        help_text="Une personne ou un service\u202f: «\u202fHAD de Vichy\u202f».",
    )
    role = blocks.CharBlock(
        label="Fonction",
        required=False,
        max_length=160,
        help_text="Ce pour quoi l’appeler\u202f: «\u202fcadre de santé, "
        "admissions\u202f».",
    )
    phone = blocks.RegexBlock(
        label="Téléphone",
        required=False,
        regex=PHONE,
        error_messages={"invalid": NOT_A_PHONE},
        help_text="«\u202f04 70 00 00 00\u202f», ou un numéro court.",
    )
    email = blocks.EmailBlock(
        label="Adresse mail",
        required=False,
        help_text="Celle du service plutôt que d’une personne\u202f: elle reste.",
    )
    when = blocks.CharBlock(
        label="Quand l’appeler",
        required=False,
        max_length=160,
        help_text="«\u202fDu lundi au vendredi, de 9\u202fh à 17\u202fh\u202f».",
    )

    class Meta:
        icon = "user"
        label = "Contact"
        description = "Qui appeler, à quel numéro et à quelle heure."
        preview_value = samples.CONTACT
        template = "pages/blocks/contact.html"
