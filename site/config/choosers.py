"""Choosers of Wagtail's admin under a policy that lets no inline script run.

Wagtail writes a script element beside each (CSP Level 3 would ask for `unsafe-inline`);
here attributes say what `static/js/admin/starter.js` starts.
"""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets import BaseChooser


def start_from_outside() -> None:
    BaseChooser.render = render


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
