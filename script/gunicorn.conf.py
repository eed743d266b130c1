"""The web server: one process, a few threads, so that memory stays low.

See https://docs.gunicorn.org/en/stable/settings.html for each name.
"""

import socket
import time
from contextlib import suppress
from typing import Any

from gunicorn import util
from gunicorn.errors import AppImportError
from gunicorn.http import message
from gunicorn.http.errors import (
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
)
from gunicorn.workers.gthread import ThreadWorker

chdir = "."
pythonpath = "site"
workers = 1
threads = 6
timeout = 120
graceful_timeout = 5
keepalive = 5
accesslog = None
loglevel = "warning"
# A slow disk must not make the server believe that its worker is dead.
worker_tmp_dir = "/dev/shm"
# A question of 10,000 characters is answered by the site: one takes at most 12 bytes,
# percent-encoded. gunicorn knows no bound between 8,190 bytes and none at all, which
# would let a stranger fill the memory.
limit_request_line = message.MAX_REQUEST_LINE = 128 * 1024
#: The line and the headers of a request come within this, or its thread is taken back.
HEAD_SECONDS = 10

REFUSALS: dict[type[ParseException], tuple[str, str]] = {
    LimitRequestLine: (
        "414 URI Too Long",
        "Cette adresse est trop longue. Raccourcissez votre question, "
        "puis recommencez.",
    ),
    LimitRequestHeaders: (
        "431 Request Header Fields Too Large",
        "Le navigateur envoie trop de choses avec sa demande. Effacez les cookies "
        "de ce site, puis recommencez.",
    ),
}
NOT_UNDERSTOOD = (
    "400 Bad Request",
    "Cette demande n’a pas pu être comprise. Revenez en arrière et recommencez.",
)
PAGE = """\
<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Demande refusée</title>
<h1>Demande refusée</h1>
<p>{}</p>
<p><a href="/">Revenir à l’accueil</a></p>
</html>
"""


class Worker(ThreadWorker):
    """gunicorn's own; it refuses in French, and waits for nobody without end."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.heads: dict[Any, float] = {}  # connection: since when its head is read

    def load_wsgi(self) -> None:
        try:
            super().load_wsgi()
        except SystemExit as error:  # a setting: trying again for ever would not help
            raise AppImportError(str(error)) from None

    def handle(self, conn: Any) -> Any:
        self.heads[conn] = time.monotonic()
        try:
            return super().handle(conn)
        finally:
            self.heads.pop(conn, None)

    def handle_request(self, req: Any, conn: Any) -> Any:
        self.heads.pop(conn, None)  # a long upload may take its time
        return super().handle_request(req, conn)

    def notify(self) -> None:
        """Called at least every second."""
        super().notify()
        oldest = time.monotonic() - HEAD_SECONDS
        for conn in [
            conn for conn, since in list(self.heads.items()) if since < oldest
        ]:
            with suppress(OSError):
                conn.sock.shutdown(socket.SHUT_RD)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Any) -> None:
        if not isinstance(exc, ParseException):
            super().handle_error(req, client, addr, exc)
            return
        status, sentence = REFUSALS.get(type(exc), NOT_UNDERSTOOD)
        self.log.warning("refused: %s (%s)", status, type(exc).__name__)
        page = PAGE.format(sentence).encode()
        head = (
            f"HTTP/1.1 {status}\r\nConnection: close\r\n"
            f"Content-Type: text/html; charset=utf-8\r\nContent-Length: {len(page)}\r\n"
        )
        with suppress(OSError):
            util.write_nonblock(client, f"{head}\r\n".encode() + page)


worker_class = Worker
