"""Fields of the admin that show what they are about."""

from typing import Any

from django import forms
from django.utils.html import format_html


class Swatches(forms.RadioSelect):
    """The colours of a space, each shown beside its name."""

    class Media:
        css = {"all": ["css/admin.css"]}

    def create_option(
        self, name: str, value: Any, label: int | str, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        shown = format_html('<span class="hue hue-{}"></span> {}', value, label)
        return super().create_option(name, value, shown, *args, **kwargs)
