"""Make one PDF, and end: see `pages.paper.making`, which runs this.

Standard input: JSON of `html`, `address` (where its links begin), `static` (a folder)
and `pictures` (addresses, and the files that they stand for). Standard output: the PDF,
tagged (PDF/UA-1, ISO 14289-1). Nothing is fetched: an address is one of our own static
files or one of the pictures, or it is left out.
"""

import json
import logging
import mimetypes
import resource
import sys
from pathlib import Path
from typing import Any

#: Seconds of processor, and bytes of memory, that one PDF may take.
PROCESSOR = 60
MEMORY = 1 << 30


class PlainSpaces(dict[int, str]):
    """What each glyph says: one is drawn for every kind of space, and who copies or
    searches the PDF means the plain one."""

    def __setitem__(self, glyph: int, text: str) -> None:
        super().__setitem__(glyph, " " if text in "\u202f\u00a0" else text)


def main() -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR + 2))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    given = json.load(sys.stdin.buffer)
    # Here, after the limits; and nobody else pays for it.
    from weasyprint import HTML
    from weasyprint.pdf.fonts import Font
    from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError

    begin = Font.__init__

    def begun(font: Any, *args: Any, **kwargs: Any) -> None:
        begin(font, *args, **kwargs)
        font.to_unicode = PlainSpaces()

    Font.__init__ = begun
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    static = Path(given["static"]).resolve()
    ours = f"{given['address']}/static/"

    class OwnFiles(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            path = given["pictures"].get(url)
            file = Path(path) if path else static / url.removeprefix(ours)
            if not path and not (url.startswith(ours) and inside(file, static)):
                raise URLFetchingError("Nothing is fetched from outside.")
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind})

    page = HTML(
        string=given["html"], base_url=f"{given['address']}/", url_fetcher=OwnFiles()
    )
    sys.stdout.buffer.write(page.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True))
    return 0


def inside(file: Path, folder: Path) -> bool:
    """Is it a file of this folder, whatever `..` its address holds?"""
    whole = file.resolve()
    return whole.is_relative_to(folder) and whole.is_file()


if __name__ == "__main__":
    sys.exit(main())
