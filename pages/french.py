"""The few words that Wagtail's French leaves in English.

Its names in the database are dealt with by the migration `french_names`.
"""

from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.sites.views import IndexView as Sites

COLUMNS = {"port": "Port", "site_name": "Nom du site", "root_page": "Page d’accueil"}


def say() -> None:
    PageFilterSet.base_filters["has_child_pages"].extra["empty_label"] = "Peu importe"
    for column in Sites.columns:
        column.label = COLUMNS.get(column.name, column.label)
