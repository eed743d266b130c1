"""What changed in bulk, told to the apps above (design § 2).

Bulk queries send no signals: who makes one announces the things it changed, by name
(`reference:12`, `document:7`).
"""

from collections.abc import Callable, Iterable, Sequence

Listener = Callable[[Sequence[str]], None]
listeners: list[Listener] = []


def announce(things: Iterable[str]) -> None:
    """Tell every listener, in the transaction of the change."""
    named = list(things)
    for listen in listeners:
        listen(named)
