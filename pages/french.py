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


def say() -> None:
    PageFilterSet.base_filters["has_child_pages"].extra["empty_label"] = "Peu importe"
    for column in Sites.columns:
        column.label = COLUMNS.get(column.name, column.label)
    say_review()


def say_review() -> None:
    """« Circuit de relecture », of the same gender, wherever the catalogue says it."""
    catalogue = trans_real.translation("fr")._catalog  # type: ignore[attr-defined]
    for part in catalogue._catalogs:
        for key, said in part.items():
            if isinstance(said, str) and WORKFLOW.search(said):
                part[key] = WORKFLOW.sub(in_french, said)


def in_french(found: re.Match[str]) -> str:
    first = "Circuit" if found[1][0] == "W" else "circuit"
    return f"{first}{found[2]} de relecture"
