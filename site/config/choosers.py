"""Choosers of Wagtail's admin under a policy that lets no inline script run.

Wagtail writes a script element beside each (CSP Level 3 would ask for `unsafe-inline`);
here attributes say what `static/js/admin/starter.js` starts. Those of documents and
images say in which space each stands.
"""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import BaseChooser
from wagtail.documents.views.chooser import BaseDocumentChooseView
from wagtail.images.views.chooser import BaseImageChooseView


def start_from_outside() -> None:
    BaseChooser.render = render
    for view in (BaseDocumentChooseView, BaseImageChooseView):
        view.columns = with_space(view.columns)


def with_space(columns: Any) -> property:
    """The space of each thing beside its title: who will see it there."""

    def ours(view: Any) -> list[Column]:
        found: list[Column] = columns.__get__(view, type(view))
        after = next((n for n, c in enumerate(found, 1) if c.name == "title"), 0)
        space = [Column("space", label="Espace")] if after else []
        return [*found[:after], *space, *found[after:]]

    return property(ours)


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
