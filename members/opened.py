"""A thing was opened by a person: told to the apps above, which may remember it.

Each registers its function in its `AppConfig.ready` (design § 2).
"""

from collections.abc import Callable

from django.db.models import Model
from django.http import HttpRequest

Listener = Callable[[HttpRequest, Model], None]
listeners: list[Listener] = []


def tell(request: HttpRequest, thing: Model) -> None:
    """`thing` is shown to the person of `request`, who may see it."""
    for listen in listeners:
        listen(request, thing)
