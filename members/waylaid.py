"""What the gates share: what stays open before each, and where one goes on after."""

from __future__ import annotations

from config import unsent
from config.closed import page_before
from django.http import HttpRequest

from members.models import Member

#: No gate keeps anybody in, nor from what is his.
EXIT = {
    "members:my_data",
    "members:my_data_copy",
    "members:news_mail",
    "members:leave_group",
    "members:space_leave",
    "members:charter",
    "members:charter_version",
}
#: In the address of the gate: what was being sent could not be kept.
LOST = "perdu"
#: Seconds for which what was typed waits for its author to have passed.
KEPT_FOR = 60 * 60


def way_back(request: HttpRequest, user: Member) -> dict[str, str]:
    """Where one goes on once the gate is passed; and whether something sent was lost.

    What he typed in a form waits for him, above every page (`config.unsent`).
    """
    if request.method in ("GET", "HEAD"):
        return {"next": request.get_full_path()}
    if unsent.is_form(request) and unsent.keep(request, of=user.pk, during=KEPT_FOR):
        return {"next": unsent.page_that_shows(request, "/")}
    return {"next": page_before(request), LOST: "oui"}
