"""Forms of Wagtail's admin for pages."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from members.admin_forms import OpenSpaces


class SectionForm(OpenSpaces, WagtailAdminPageForm):
    """Asks for a space only where a section may choose it: under the front page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.parent_page is not None and self.parent_page.depth > 2:
            self.fields.pop("space", None)
