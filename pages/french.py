"""The few words that Wagtail's French leaves in English.

Its names in the database are dealt with by the migration `french_names`.
"""

import re

from django.utils.translation import trans_real
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.sites.views import IndexView as Sites

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
    (re.compile(r"(?<=[^\W\d_])\(e\)"), ""),
]


def say() -> None:
    PageFilterSet.base_filters["has_child_pages"].extra["empty_label"] = "Peu importe"
    for column in Sites.columns:
        column.label = COLUMNS.get(column.name, column.label)
    say_catalogue()


def say_catalogue() -> None:
    """« Circuit de relecture », of the same gender, wherever the catalogue says it; and
    the marks of a printed text.
    """
    catalogue = trans_real.translation("fr")._catalog  # type: ignore[attr-defined]
    for part in catalogue._catalogs:
        for key, said in part.items():
            if key and isinstance(said, str):  # without a key: about the catalogue
                part[key] = printed(WORKFLOW.sub(in_french, said))


def printed(said: str) -> str:
    """A sentence of the catalogue as it is printed, and not typed."""
    for typed, mark in TYPEWRITTEN:
        said = typed.sub(mark, said)
    return said


def in_french(found: re.Match[str]) -> str:
    first = "Circuit" if found[1][0] == "W" else "circuit"
    return f"{first}{found[2]} de relecture"
