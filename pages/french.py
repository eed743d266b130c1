"""The few words that Wagtail's French leaves in English.

Its names in the database are dealt with by the migration `french_names`.
"""

import re
from typing import Any

from django.utils.choices import flatten_choices
from django.utils.translation import trans_real
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.blocks import BooleanBlock, ChoiceBlock
from wagtail.sites.views import IndexView as Sites

#: Where Wagtail's French hesitates on a gender, or says nothing.
SAID = {
    "Anyone can edit this %(model_name)s": "Chaque personne qui anime peut y écrire",
    "Anyone can edit this %(model_name)s – lock it to prevent others from editing": (
        "Chaque personne qui anime peut y écrire. Verrouillez pour y être seul."
    ),
    "Choose when this %(model_name)s should go live and/or expire": (
        "Quand paraître, et quand se retirer"
    ),
    "Publishing this %(model_name)s will cancel the current workflow.": (
        "Publier met fin au circuit de relecture en cours."
    ),
    "The slug '%(page_slug)s' is already in use within the parent page.": (
        "Ici, une page finit déjà par «\u202f%(page_slug)s\u202f»\u202f: écrivez autre "
        "chose."
    ),
    "The slug '%(page_slug)s' is already in use at the selected parent page. Make sure "
    "the slug is unique and try again.": (
        "Là-bas, une page finit déjà par «\u202f%(page_slug)s\u202f»\u202f: changez la "
        "fin de l’adresse de celle-ci, dans ses paramètres, puis recommencez."
    ),
    "Anyone with editing permissions can create schedules": (
        "Qui anime l’espace écrit ici quand la page paraît et quand elle se retire."
    ),
    "But only those with publishing permissions can make them effective.": (
        "Ces dates comptent dès que la page est publiée ou programmée."
    ),
    "Comment": "Commentaire",
    "Current page status:": "État de la page\u202f:",
    "Locking status": "Verrouillage",
    "Status: ": "État\u202f: ",
    "New: %(model_name)s": "Ajout\u202f: %(model_name)s",
    "No, don't delete it": "Ne rien supprimer",
    "Search all pages…": "Chercher dans toutes les pages",
    "The %(model_name)s could not be created due to errors.": (
        "Rien n’est encore créé\u202f: corrigez ce qui est signalé, puis enregistrez."
    ),
    "The %(model_name)s could not be saved due to errors.": (
        "Rien n’est encore enregistré\u202f: corrigez ce qui est signalé, puis "
        "recommencez."
    ),
    "Go to Wagtail admin": "Aller à l’accueil de l’administration",
    "Review this version": "Reprendre cette version",
    "Skip to main content": "Aller au contenu",
    "There are no %(model_name)s to display.": "Rien à afficher pour l’instant.",
    'There are no %(model_name)s to display. Why not <a href="%(add_url)s">add '
    "one</a>?": ('Rien à afficher pour l’instant. <a href="%(add_url)s">Ajouter</a>'),
    "This %(model_name)s hasn't been submitted for moderation yet": (
        "Pas encore soumis à relecture"
    ),
    "This %(model_name)s is currently at <strong>%(task)s</strong> in "
    "<strong>%(workflow)s</strong>.": (
        "À l’étape <strong>%(task)s</strong> de <strong>%(workflow)s</strong>."
    ),
    "This %(model_name)s is referenced %(usage_count)s time.": (
        "Cité %(usage_count)s fois."
    ),
    "Wagtail admin": "Administration",
    "This %(model_name)s was marked as needing changes at <strong>%(task)s</strong> in "
    "<strong>%(workflow)s</strong>.": (
        "À reprendre, selon <strong>%(task)s</strong> de <strong>%(workflow)s</strong>."
    ),
}
COLUMNS = {"port": "Port", "site_name": "Nom du site", "root_page": "Page d’accueil"}
#: What Wagtail’s French says, but where it names a value: « %(workflow_name)s ».
WORKFLOW = re.compile(r"(?<![(\w{])(workflow)(s?)(?![\w)}])", re.IGNORECASE)
#: What is typed in the place of ’ and of the thin space; « un(e) », « sûr(e) ».
TYPEWRITTEN = [
    (re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_«%])"), "’"),
    (re.compile(r"(?<=[\w)%»>])[ \u00a0](?=[:;!?»](?!\w))"), "\u202f"),
    (re.compile(r"(?<=«)[ \u00a0]"), "\u202f"),
    (re.compile(r"\bun\(e\) (?:nouveau/nouvelle )?(?=%\()"), ""),
    (re.compile(r"Êtes-vous sûr(?:\(e\))? de vouloir"), "Voulez-vous vraiment"),
    (re.compile(r"(?<=[^\W\d_])\((?:e|le|ne|ve)\)"), ""),
    (re.compile(r"(?<=%\(total\)s )Page"), "page"),
    (re.compile(r"\b(?:crées|créées) dans ?(?=%)"), "créées dans "),
]
#: The button says what it does: « Oui, le supprimer » is « Supprimer ».
ANSWER = re.compile(r"^(?:Oui|Non), (?:l[ea] )?(\w)")


def titled(view: Any) -> str:
    """« Modification de Article : Le retour à la maison », with the space of French."""
    title, subtitle = view.get_page_title(), view.get_page_subtitle()
    return f"{title}\u202f: {subtitle}" if subtitle else str(title)


def say() -> None:
    WagtailAdminTemplateMixin.get_header_title = titled
    PageFilterSet.base_filters["has_child_pages"].extra["empty_label"] = "Peu importe"
    ChoiceBlock.render_basic = label_of
    BooleanBlock.render_basic = yes_or_no
    for column in Sites.columns:
        column.label = COLUMNS.get(column.name, column.label)
    say_catalogue()


def label_of(block: ChoiceBlock, value: Any, context: object = None) -> str:
    """A choice as its form says it, in the comparison of two versions."""
    return str(dict(flatten_choices(block.field.choices)).get(value, value or ""))


def yes_or_no(block: BooleanBlock, value: Any, context: object = None) -> str:
    return "oui" if value else "non"


def say_catalogue() -> None:
    """« Circuit de relecture », of the same gender, wherever the catalogue says it; and
    the marks of a printed text.
    """
    catalogue = trans_real.translation("fr")._catalog  # type: ignore[attr-defined]
    for part in catalogue._catalogs:
        for key, said in part.items():
            if key and isinstance(said, str):  # without a key: about the catalogue
                english = key[0] if isinstance(key, tuple) else key
                ours = SAID.get(english, said)
                part[key] = printed(WORKFLOW.sub(in_french, ours))


def printed(said: str) -> str:
    """A sentence of the catalogue as it is printed, and not typed."""
    for typed, mark in TYPEWRITTEN:
        said = typed.sub(mark, said)
    return ANSWER.sub(lambda found: found[1].upper(), said)


def in_french(found: re.Match[str]) -> str:
    first = "Circuit" if found[1][0] == "W" else "circuit"
    return f"{first}{found[2]} de relecture"
