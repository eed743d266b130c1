"""E-mail (RFC 5322): its main headers, its text, the names of its attachments."""

from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.policy import default
from email.utils import parsedate_to_datetime

from .clean import clean
from .document import Document, Request
from .errors import Unreadable
from .parts import flowing
from .plain import decode, whole

HEADERS = {"subject": "Objet", "from": "De", "to": "À", "date": "Date"}


def read(request: Request) -> Document:
    try:
        message = message_from_bytes(whole(request), policy=default)
        texts = [clean(_text(message))]
        senders = getattr(message["from"], "addresses", ())
        author = senders[0].display_name if senders else ""
        subject = str(message["subject"] or "")
    # The parser of headers gives way in many places on crooked mail.
    except (MessageError, LookupError, ValueError, TypeError, AttributeError) as error:
        raise Unreadable("broken") from error
    document = flowing(request, texts)
    document.title, document.author = subject, author
    document.date = _date(str(message["date"] or ""))
    return document


def _text(message: EmailMessage) -> str:
    lines = [
        f"{label} : {_said(name, str(message[name]))}"
        for name, label in HEADERS.items()
        if message[name]
    ]
    body = message.get_body(("plain", "html"))
    if body is not None:
        lines += ["", _body(body)]
    names = [part.get_filename() for part in message.iter_attachments()]
    if known := [name for name in names if name]:
        lines += ["", "Pièces jointes : " + ", ".join(known)]
    return "\n".join(lines)


def _said(name: str, header: str) -> str:
    """A header as it is read: the date in figures, at the hour of who wrote."""
    if name != "date":
        return header
    try:
        return f"{parsedate_to_datetime(header):%d/%m/%Y à %H:%M}"
    except (ValueError, TypeError):
        return header


def _body(body: MIMEPart) -> str:
    try:
        content = body.get_content()
    except LookupError:  # a coding that nobody knows
        content = decode(bytes(body.get_payload(decode=True) or b""))
    if not isinstance(content, str):
        return ""
    if body.get_content_subtype() != "html":
        return content
    from .html import visible_text

    return visible_text(content)


def _date(header: str) -> str:
    try:
        return parsedate_to_datetime(header).isoformat()
    except (ValueError, TypeError):
        return ""
