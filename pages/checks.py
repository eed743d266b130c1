"""What the panel « Vérifications » of the admin looks at on the page it previews."""

from typing import Any, ClassVar

from django.http import HttpRequest
from wagtail.admin.userbar import ContentCheckerItem


class Checks(ContentCheckerItem):
    """What editors wrote, and not what the site puts around it."""

    axe_include: ClassVar[list[str]] = ["main article"]
    #: Lines that stand out in our own templates: nothing that an editor can mend.
    OURS = ".step-what, .h3, .note b, .person b"

    def get_axe_exclude(self, request: HttpRequest) -> list[Any]:
        # The panel takes one selector: others would be of frames within the frame.
        others: list[Any] = [] if self.in_editor else self._axe_default_exclude
        return [self.OURS, *others]


def look_at_what_is_written(
    request: HttpRequest, items: list[object], page: object
) -> None:
    for number, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[number] = Checks(in_editor=item.in_editor)
