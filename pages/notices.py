"""What stands above a page for its readers, told by the apps above this one.

An app adds a function to `givers` in its `AppConfig.ready`: the page and the reader in,
a template and its context out, None when there is nothing to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from members.rights import User

if TYPE_CHECKING:
    from pages.models import ContentPage

Notice = tuple[str, dict[str, Any]]
givers: list[Callable[[ContentPage, User], Notice | None]] = []


def of(page: ContentPage, user: User) -> Iterator[Notice]:
    for give in givers:
        notice = give(page, user)
        if notice is not None:
            yield notice
