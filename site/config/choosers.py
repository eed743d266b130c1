"""Choosers of Wagtail's admin under a policy that lets no inline script run.

Wagtail writes a script element beside each (CSP Level 3 would ask for `unsafe-inline`);
here attributes say what `static/js/admin/starter.js` starts. Those of documents and
images say in which space each stands, and those of documents, with their list, which
ones their readers do not see yet: what the door holds, what is only proposed.
"""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import BaseChooser
from wagtail.documents.views.chooser import (
    BaseDocumentChooseView,
    DocumentChosenResponseMixin,
)
from wagtail.documents.views.documents import IndexView as Documents
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.views.chooser import BaseImageChooseView


def start_from_outside() -> None:
    BaseChooser.render = render
    for view in (BaseDocumentChooseView, BaseImageChooseView):
        view.columns = with_more(view.columns, SPACE)
    for view in (BaseDocumentChooseView, Documents):
        view.columns = with_more(view.columns, STATE)
    Documents.get_base_queryset = with_their_versions
    for place in (AdminDocumentChooser, DocumentChosenResponseMixin):
        place.get_display_title = title_of


#: Beside the title of a thing: who will see it, and who does not see it yet.
SPACE = Column("space", label="Espace")
STATE = Column(
    "state",
    label="État",
    accessor=lambda document: capfirst(document.why_unseen),
)


def with_more(columns: Any, more: Column) -> property:
    """A list with one column more, after the titles."""

    def ours(view: Any) -> list[Column]:
        found: list[Column] = columns.__get__(view, type(view))
        after = next((n for n, c in enumerate(found, 1) if c.name == "title"), 0)
        return [*found[:after], *([more] if after else []), *found[after:]]

    return property(ours)


def with_their_versions(view: Any) -> Any:
    """The list of documents: as many queries whatever their number."""
    return list_of_documents(view).select_related("current")


list_of_documents = Documents.get_base_queryset


def title_of(place: Any, document: Any) -> str:
    """In a page, what is chosen and that its readers do not see says so."""
    why = document.why_unseen
    return f"{document.title} ({why})" if why else str(document.title)


def render(
    chooser: BaseChooser, name: str, value: Any, attrs: dict[str, Any], **kwargs: Any
) -> SafeString:
    held = chooser.get_value_data(value)
    options = chooser.get_js_init_options(attrs["id"], name, held)
    return format_html(
        '{}<template data-controller="starter" data-starter-of-value="{}"'
        ' data-starter-with-value="{}"></template>',
        chooser.render_html(name, held, attrs),
        chooser.js_constructor,
        json.dumps([attrs["id"], options]),
    )
