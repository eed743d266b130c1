"""Films: there is no text in them; what they say is in their subtitles."""

from .document import Document, Request


def read(request: Request) -> Document:
    return Document(0, [])
