"""Read one file and write its pages as JSON lines: see `read_file`, which runs this.

    python -m library.reading FILE [--ocr] [--first N] [--last N] [--name NAME]

Writes {"flags"} (what it holds beside its text, unless --ocr), then {"type",
"content_type", "pages", "parts", "title", "author", "date", "tagged"}, then {"page",
"text"} (with "ocr": true where it was recognised on an image) for each page, then
{"done": true, "needs_ocr": [numbers], "unread": [numbers]}. On failure: {"error",
"page", "detail"} and exit status 3.
"""

import argparse
import importlib
import json
import os
import resource
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path

from . import active, metadata
from .confine import confine
from .document import MAX_PAGES, MAX_TEXT, PAGE_SECONDS, Document, Reader, Request
from .errors import Unreadable
from .ligatures import joined
from .processes import kill_session
from .sniff import Kind, sniff

FAILED = 3
READERS = {
    **dict.fromkeys(("odt", "ods", "odp"), "opendocument"),
    **dict.fromkeys(("doc", "rtf", "ppt", "xls"), "legacy"),
    **dict.fromkeys(("png", "jpeg", "tiff", "webp", "gif"), "picture"),
    **dict.fromkeys(("mp4", "webm"), "film"),
    "txt": "plain",
}


def main() -> int:
    given = _arguments()
    confine(given.file, Path(tempfile.gettempdir()))
    threading.Thread(target=_follow, args=[os.getppid()], daemon=True).start()
    try:
        with tempfile.TemporaryDirectory(prefix="reading-") as folder:
            kind = sniff(given.file)
            request = Request(
                given.file,
                Path(folder),
                kind.extension,
                ocr=given.ocr,
                first=max(1, given.first),
                last=given.last,
                page_seconds=given.page_seconds,
            )
            if not given.ocr:
                _line(flags=active.flags(given.file, kind))
            _write(kind, _reader(kind)(request), given.name or given.file.name)
    except Unreadable as error:
        sys.stderr.write(error.trace)
        _line(error=error.code, page=error.page, detail=error.detail)
    except MemoryError:
        _line(error="memory", page=None)
    except RecursionError:
        _line(error="broken", page=None)
    except BrokenPipeError:  # nobody listens any more
        os._exit(FAILED)
    except Exception:
        traceback.print_exc()
        _line(error="crashed", page=None)
    else:
        return 0
    return FAILED


def _follow(caller: int) -> None:
    """End, with all that was started, when the one who asked has been killed."""
    while os.getppid() == caller:
        time.sleep(0.5)
    kill_session(os.getpid())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m library.reading")
    parser.add_argument("file", type=Path)
    parser.add_argument("--ocr", action="store_true", help="recognise text on images")
    parser.add_argument("--first", type=int, default=1, help="first page wanted")
    parser.add_argument("--last", type=int, default=MAX_PAGES, help="last page wanted")
    parser.add_argument("--name", help="what the file was called by its author")
    parser.add_argument("--page-seconds", type=float, default=PAGE_SECONDS)
    return parser.parse_args()


def _reader(kind: Kind) -> Reader:
    module = READERS.get(kind.extension, kind.extension)
    if module != "legacy":  # which needs more than our own extractors may have
        soft, _ = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (soft, soft))
    reader: Reader = importlib.import_module(f"{__package__}.{module}").read
    return reader


def _write(kind: Kind, document: Document, name: str) -> None:
    _line(
        type=kind.extension,
        content_type=kind.content_type,
        pages=document.page_count,
        parts=document.parts,
        title=metadata.title(document.title, name),
        author=metadata.author(document.author),
        date=metadata.day(document.date),
        tagged=document.tagged,
    )
    needs_ocr: list[int] = []
    unread: list[int] = []
    length = 0
    for page in document.pages:
        length += len(page.text)
        if length > MAX_TEXT:
            raise Unreadable("too_big", page=page.number)
        text = joined(page.text)
        if page.ocr:
            _line(page=page.number, text=text, ocr=True)
        else:
            _line(page=page.number, text=text)
        if page.needs_ocr:
            needs_ocr.append(page.number)
        if page.unread:
            unread.append(page.number)
    _line(done=True, needs_ocr=needs_ocr, unread=unread)


def _line(**values: object) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
