"""The few words that Wagtail's French leaves in English.

Its names in the database are dealt with by the migration `french_names`.
"""

import re
from typing import Any

from django.utils import timesince
from django.utils.choices import flatten_choices
from django.utils.translation import trans_real
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.templatetags import wagtailadmin_tags
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.models import IndexView
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.views.reports.aging_pages import AgingPagesView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.blocks import BooleanBlock, ChoiceBlock
from wagtail.forms import TaskStateCommentForm
from wagtail.sites.views import IndexView as Sites
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

from members.models import Member
from pages.wagtail_sentences import HISTORY, LISTS, LOCKS, SCRIPTS, TOLD
from pages.wagtail_words import ERRORS, OTHER, REVIEW

#: Where Wagtail's French hesitates on a gender, or says nothing.
SAID = {
    **REVIEW,
    **ERRORS,
    **OTHER,
    **TOLD,
    **LOCKS,
    **HISTORY,
    **LISTS,
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
    "Pages created here will not be accessible at any URL. To add pages to an "
    "existing site, create them as children of the homepage.": (
        "Tout le site est sous la page d’accueil\u202f: ouvrez-la pour y ajouter une "
        "page. Ici, une page n’aurait pas d’adresse."
    ),
    "The root level is where you can add new sites to your Wagtail installation. Pages "
    "created here will not be accessible at any URL until they are associated with a "
    "site.": (
        "Ici ne se met que la page d’accueil d’un autre site. Une page n’y a pas "
        "d’adresse tant qu’aucun site ne commence par elle."
    ),
    "If you just want to add pages to an existing site, create them as children of the "
    "homepage instead.": (
        "Pour ajouter une page à ce site-ci, ouvrez la page d’accueil."
    ),
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
#: What its history says was done, of a page or of a thing.
DEEDS = {
    "create": "Création",
    "edit": "Modification",
    "delete": "Suppression",
    "publish": "Publication",
    "unpublish": "Dépublication",
    "lock": "Verrouillage",
    "unlock": "Déverrouillage",
}
#: Names of models of which one thing is « une ».
FEMININE = {"catégorie", "profession", "structure"}
COLUMNS = {"port": "Port", "site_name": "Nom du site", "root_page": "Page d’accueil"}
#: What Wagtail’s French says, but where it names a value: « %(workflow_name)s ».
WORKFLOW = re.compile(r"(?<![(\w{])(workflow)(s?)(?![\w)}])", re.IGNORECASE)


def lower(found: re.Match[str]) -> str:
    return found[0].lower()


#: What is typed in the place of ’ and of the thin space; « un(e) », « sûr(e) ».
TYPEWRITTEN: list[tuple[re.Pattern[str], Any]] = [
    (re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_«%])"), "’"),
    (re.compile(r"(?<=[\w)%»>}])[ \u00a0]+(?=[:;!?»](?!\w))"), "\u202f"),
    (re.compile(r"(?<=«)[ \u00a0]"), "\u202f"),
    (re.compile(r"\bun\(e\) (?:nouveau/nouvelle )?(?=%\()"), ""),
    (re.compile(r"Êtes-vous sûr(?:\(e\))? de vouloir"), "Voulez-vous vraiment"),
    (re.compile(r"(?<=[^\W\d_])\((?:e|le|ne|ve)\)"), ""),
    (re.compile(r"(?<=%\(total\)s )(?:Pag|Imag|Docum)e"), lower),
    (re.compile(r"\b(?:crées|créées) dans ?(?=%)"), "créées dans "),
    (re.compile(r"(?<![.\w])\.{3}(?!\.)|(?<=\w)\.{3}(?!\.)"), "…"),
    (re.compile(r"(?<=%\(num\)d )année"), "an"),
    (re.compile(r"%\((\w+)\)s ?- ?(?=%\((?:range_)?end)"), r"%(\1)s à "),
    # "%(title)s" and '%(title)s', but where it is the value of an attribute.
    (re.compile(r"""(?<![=\w])(["'])(%\(\w+\)s|\{\w+\})\1"""), "«\u202f\\2\u202f»"),
]
#: Too long, or too short: « au plus 20 000 caractères ».
LENGTH = re.compile(r"Ensure this value has at (?:most|least) %\(limit_value\)d char")
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
    AdminSnippetChooser.__init__ = chooser_of
    SnippetChooserViewSet.choose_one_text = property(
        lambda views: f"Choisir {one(views.model)}"
    )
    PageTypesUsageReportView.get_queryset = types_that_are_made
    AgingPagesView.decorate_paginated_queryset = with_names_of_publishers
    IndexView.add_item_label = property(
        lambda view: (
            f"Ajouter {one(view.model)} {view.model._meta.verbose_name}"
            if view.model
            else "Ajouter"
        )
    )
    wagtailadmin_tags.register.simple_tag(
        since_last_update, name="timesince_last_update"
    )
    JavaScriptCatalog.get_catalog = catalogue_of_scripts  # type: ignore[assignment, method-assign]
    # Wagtail asks for its words before we say them.
    TaskStateCommentForm.base_fields["comment"].label = "Votre mot"
    say_catalogue()


def chooser_of(chooser: Any, model: Any, **kwargs: Any) -> None:
    """« Choisir un texte officiel »: Wagtail leaves the article out."""
    name, a, this = str(model._meta.verbose_name), one(model), "ce"
    if a == "une":
        this = "cette"
    chooser.model = model
    chooser.choose_one_text = f"Choisir {a} {name}"
    chooser.choose_another_text = f"En choisir {a} autre"
    chooser.link_to_chosen_text = f"Modifier {this} {name}"
    super(AdminSnippetChooser, chooser).__init__(**kwargs)


def since_last_update(*args: Any, **kwargs: Any) -> str:
    """« 9 h 05, par Claire Morand », where Wagtail writes « 09:05 »."""
    said = wagtailadmin_tags.timesince_last_update(*args, **kwargs)
    return re.sub(r"\b0?(\d\d?):(\d\d)\b", "\\1\u202fh\u202f\\2", said, count=1)


def name_deeds(actions: Any) -> None:
    """« Publication », of whatever it is."""
    for name, said in DEEDS.items():
        actions.formatters[f"wagtail.{name}"].message = said


def one(model: Any) -> str:
    return "une" if model._meta.verbose_name in FEMININE else "un"


def types_that_are_made(view: Any) -> Any:
    """Without the base of the others, which nobody makes."""
    return types_of_pages(view).exclude(app_label="pages", model="contentpage")


types_of_pages = PageTypesUsageReportView.get_queryset


def with_names_of_publishers(view: Any, pages: Any) -> Any:
    """The report of ageing pages: people by their names, not by an address."""
    found = Member.objects.filter(
        pk__in=set(pages.values_list("last_published_by", flat=True))
    )
    names = {person.pk: person.get_full_name() for person in found}
    for page in pages:
        view.add_last_publisher_name_to_page(names, page)
    return pages


def catalogue_of_scripts(view: Any) -> dict[str, Any]:
    """What the scripts of the admin say, printed too."""
    return {
        key: said_of(SCRIPTS.get(key, said))
        for key, said in words_of_scripts(view).items()
    }


words_of_scripts = JavaScriptCatalog.get_catalog


def said_of(said: Any) -> Any:
    if isinstance(said, list):  # of one, of several
        return [said_of(each) for each in said]
    return printed(WORKFLOW.sub(in_french, said))


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
                part[key] = said_of(SAID.get(english, said))
                if LENGTH.match(english):  # members.lengths groups them
                    part[key] = part[key].replace(")d", ")s")
    # By this word Wagtail knows what to call « à l’instant », and no catalogue has it.
    catalogue._catalogs[0]["0 minutes"] = NO_MINUTE
    timesince.TIME_STRINGS["minute"] = Minutes()  # type: ignore[assignment]


NO_MINUTE = "moins d’une minute"


class Minutes:
    """« moins d’une minute », « 4 minutes », where Django writes « 0 minute »."""

    counted = timesince.TIME_STRINGS["minute"]

    def __mod__(self, given: dict[str, int]) -> str:
        return str(self.counted % given) if given["num"] else NO_MINUTE


def printed(said: str) -> str:
    """A sentence of the catalogue as it is printed, and not typed."""
    for typed, mark in TYPEWRITTEN:
        said = typed.sub(mark, said)
    return ANSWER.sub(lambda found: found[1].upper(), said)


def in_french(found: re.Match[str]) -> str:
    first = "Circuit" if found[1][0] == "W" else "circuit"
    return f"{first}{found[2]} de relecture"
