"""The one style sheet of the site, made of the shell's and of each component's.

A component is a template and its style sheet, side by side in `templates/components/`.
A slow line asks for one file rather than for thirty: they are joined when static files
are looked for or collected (`django.contrib.staticfiles`).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "css/site.css"
#: In this order; the layers that main.css names decide between them.
SHELL = ("main", "fonts", "shell", "arranging")
LAST = ("pages",)


def sources() -> list[Path]:
    """The style sheets that make it, in their order."""
    shared = settings.BASE_DIR / "static" / "css"
    components = settings.BASE_DIR / "templates" / "components"
    return [
        *(shared / f"{name}.css" for name in SHELL),
        *sorted(components.glob("*.css")),
        *(shared / f"{name}.css" for name in LAST),
    ]


class SiteStyles(BaseFinder):
    """Finds `css/site.css`, made again when one of its sources has changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(settings.DATA_DIR / "made")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        return [self._made()] if find_all else self._made()

    def list(self, ignore_patterns: Iterable[str] | None) -> Any:
        self._made()
        yield NAME, self.storage

    def _made(self) -> str:
        text = "\n".join(source.read_text() for source in sources())
        file = Path(self.storage.path(NAME))
        if not file.exists() or file.read_text() != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            whole = file.with_suffix(".part")
            whole.write_text(text)
            whole.replace(file)
        return str(file)
