"""PDF: pdfium page by page, and poppler for what pdfium refuses."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from .clean import clean_lines, is_usable
from .document import MAX_PAGES, Document, PageText, Request, numbered
from .errors import Unreadable

DPI = 300
MAX_PIXELS = 25_000_000  # A3 at 300 dpi is 17 million
DRAWN_SHAPES = 40  # so many shapes without text are letters turned into curves
POPPLER_SECONDS = 60


def read(request: Request) -> Document:
    try:
        pdf = pdfium.PdfDocument(request.path)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise Unreadable("encrypted") from error
        return _read_by_poppler(request)
    count = len(pdf)
    if count == 0:
        return _read_by_poppler(request)
    if count > MAX_PAGES:
        raise Unreadable("too_big")
    about = pdf.get_metadata_dict()
    return Document(
        count,
        _pages(request, pdf, count),
        title=about.get("Title", ""),
        author=about.get("Author", ""),
        date=about.get("CreationDate", "") or about.get("ModDate", ""),
        tagged=bool(pdfium_c.FPDFCatalog_IsTagged(pdf.raw)),
    )


def _pages(request: Request, pdf: pdfium.PdfDocument, count: int) -> Iterator[PageText]:
    for number in range(request.first, min(request.last, count) + 1):
        try:
            page = pdf[number - 1]
            yield _page(request, page, number)
            page.close()
        except pdfium.PdfiumError:
            texts = _poppler(request.path, number, number)
            yield PageText(number, texts[0] if texts else "", unread=not texts)


def _page(request: Request, page: pdfium.PdfPage, number: int) -> PageText:
    textpage = page.get_textpage()
    text = clean_lines(textpage.get_text_range())
    textpage.close()
    if is_usable(text) or not _is_drawn(page):
        return PageText(number, text)
    if not request.ocr:
        return PageText(number, text if is_usable(text, 1) else "", needs_ocr=True)
    from . import ocr  # only scans pay for it

    width, height = page.get_size()
    scale = min(DPI / 72, (MAX_PIXELS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, rev_byteorder=False)
    seen = ocr.Gray(bitmap.width, bitmap.height, bytes(bitmap.buffer), bitmap.stride)
    bitmap.close()
    return ocr.recognise(
        seen,
        number,
        dpi=round(scale * 72),
        seconds=request.page_seconds,
        known=text,
    )


def _is_drawn(page: pdfium.PdfPage) -> bool:
    """Whether something is to be seen on a page without text."""
    shapes = 0
    for thing in page.get_objects(max_depth=4):
        if thing.type in (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_SHADING):
            return True
        # Text without usable characters: its font does not say what it draws.
        shapes += 10 if thing.type == pdfium_c.FPDF_PAGEOBJ_TEXT else 1
        if shapes >= DRAWN_SHAPES:
            return True
    return False


def _read_by_poppler(request: Request) -> Document:
    texts = _poppler(request.path, 1, MAX_PAGES + 1)
    if not texts:
        raise Unreadable("broken")
    if len(texts) > MAX_PAGES:
        raise Unreadable("too_big")
    return Document(len(texts), numbered(request, texts))


def _poppler(path: Path, first: int, last: int) -> list[str]:
    """The text of these pages, an empty list when poppler cannot read them either."""
    tool = shutil.which("pdftotext")
    if tool is None:
        return []
    try:
        done = subprocess.run(  # noqa: S603
            [tool, "-q", "-f", str(first), "-l", str(last), "-enc", "UTF-8", path, "-"],
            capture_output=True,
            timeout=POPPLER_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("timeout", page=first) from error
    if b"Incorrect password" in done.stderr:
        raise Unreadable("encrypted")
    if done.returncode:
        return []
    return [
        clean_lines(text)
        for text in done.stdout.decode(errors="replace").split("\f")[:-1]
    ]
