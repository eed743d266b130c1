"""Forms of Wagtail's admin for pages."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from members.admin_forms import OpenSpaces


class PlacedForm(WagtailAdminPageForm):
    """Says that the space of a new page's place is closed; nothing typed is lost.

    The word on what changes is that of one publication: it is asked anew after each.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.has_unpublished_changes:
            self.initial["change_note"] = ""

    def clean(self) -> Any:
        given = super().clean()
        place = self.parent_page.specific if self.parent_page is not None else None
        # Right under the front page, a section has a space of its own.
        if not self.instance.pk and place is not None and place.depth > 2:
            closed = place.space.why_closed
            if closed:
                self.add_error(None, closed)
        return given


class SectionForm(OpenSpaces, PlacedForm):
    """Asks for a space only where a section may choose it: under the front page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.parent_page is not None and self.parent_page.depth > 2:
            self.fields.pop("space", None)
