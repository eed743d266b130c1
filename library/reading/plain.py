"""Text: a form feed ends a page; where there is none, the text has parts."""

from .clean import clean
from .document import MAX_PAGES, MAX_PLAIN_BYTES, Document, Request
from .errors import Unreadable
from .parts import flowing


def read(request: Request) -> Document:
    text = decode(whole(request))
    texts = [clean(page) for page in text.removesuffix("\f").split("\f")]
    if len(texts) > MAX_PAGES:
        raise Unreadable("too_big")
    return flowing(request, texts)


def whole(request: Request) -> bytes:
    """The bytes of a file that is small enough to be held."""
    if request.path.stat().st_size > MAX_PLAIN_BYTES:
        raise Unreadable("too_big")
    return request.path.read_bytes()


def decode(data: bytes) -> str:
    """UTF-16 by its mark, else UTF-8, else what Windows wrote in France."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
