"""What may be meant by what a file names and nobody knows."""

from __future__ import annotations

from collections.abc import Callable

#: Different unknown names for which others are proposed.
MOST_UNKNOWN = 200


class Proposals:
    """Looks into each unknown name once, and not for ever in a file of nonsense."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}

    def of(self, name: str, look: Callable[[], str], otherwise: str = "") -> str:
        """What `look` tells of `name`; `otherwise` past `MOST_UNKNOWN` names."""
        if name not in self.found and len(self.found) < MOST_UNKNOWN:
            self.found[name] = look()
        return self.found.get(name, otherwise)
