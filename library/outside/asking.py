"""Asks another site whether a page is there, and never a machine of a private network.

The name is looked up once, and the connection goes to the very address that was
checked: a name that changes its mind meanwhile leads nowhere else.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

from library.models.links import OutsideLink

State = OutsideLink.State
SECONDS = 10
MOST_REDIRECTS = 5
REDIRECTS = {301, 302, 303, 307, 308}
LASTING = {301, 308}
#: IPv4 addresses dressed as IPv6 ones (RFC 6052, RFC 3056, RFC 4380).
DRESSED = [
    ipaddress.ip_network(net) for net in ("64:ff9b::/96", "2002::/16", "2001::/32")
]


@dataclass(frozen=True)
class Answer:
    """What a check found; `moved_to` when the page is for good elsewhere."""

    state: str
    moved_to: str = ""

    @property
    def was_reached(self) -> bool:
        """Did any machine answer at all?"""
        return self.state not in (State.UNREACHABLE, State.SLOW, State.FORBIDDEN)


class ForbiddenError(Exception):
    """The name leads to a private network, or to this machine."""


#: The first that fits; the error of a certificate is one of the network too.
PROBLEMS: list[tuple[tuple[type[Exception], ...], str]] = [
    ((ForbiddenError,), State.FORBIDDEN),
    ((TimeoutError,), State.SLOW),
    ((ssl.SSLError,), State.INSECURE),
    ((OSError, http.client.HTTPException, ValueError), State.UNREACHABLE),
]


def is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if any(found in net for net in DRESSED):
            return False
    return found.is_global and not found.is_multicast


def addresses_of(host: str, port: int) -> list[str]:
    """Where the name leads. Raises ForbiddenError unless all of it is public."""
    rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    found = list(dict.fromkeys(str(row[4][0]) for row in rows))
    if not settings.LINKS_MAY_BE_PRIVATE and not all(map(is_public, found)):
        raise ForbiddenError
    return found


def connection_to(scheme: str, host: str, port: int) -> http.client.HTTPConnection:
    """A connection to an address that was looked at, under the name asked for."""
    made: http.client.HTTPConnection
    address = addresses_of(host, port)[0]
    plain = socket.create_connection((address, port), timeout=SECONDS)
    made = http.client.HTTPConnection(host, port, timeout=SECONDS)
    try:
        if scheme == "https":
            safe = ssl.create_default_context()
            made.sock = safe.wrap_socket(plain, server_hostname=host)
        else:
            made.sock = plain
    except BaseException:
        plain.close()
        raise
    return made


def ask_once(method: str, address: str) -> tuple[int, str]:
    """The status, and where `Location` leads; the body is not read."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode()
    port = parts.port or (443 if parts.scheme == "https" else 80)
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    made = connection_to(parts.scheme, host, port)
    try:
        made.request(
            method,
            target,
            headers={
                "Host": parts.netloc.rpartition("@")[2],
                "User-Agent": f"Maillage (+{settings.SITE_ADDRESS}; liens)",
                "Accept": "*/*",
                "Connection": "close",
            },
        )
        answer = made.getresponse()
        return answer.status, answer.headers.get("Location", "")
    finally:
        made.close()


def ask(address: str) -> Answer:
    """Whether the page is there, followed where it has moved."""
    here, lasts = address, True
    for _ in range(MOST_REDIRECTS + 1):
        try:
            status, location = ask_fully(here)
        except Exception as error:
            return Answer(problem(error))
        if status not in REDIRECTS or not location:
            return judged(status, here if lasts and here != address else "")
        lasts = lasts and status in LASTING
        here = urljoin(here, location)
    return Answer(State.BROKEN)  # it goes round in circles


def ask_fully(address: str) -> tuple[int, str]:
    """HEAD, then GET where HEAD is not understood."""
    if urlsplit(address).scheme not in ("http", "https"):
        raise ForbiddenError
    status, location = ask_once("HEAD", address)
    return ask_once("GET", address) if status >= 400 else (status, location)


def problem(error: Exception) -> str:
    """Why no answer came. Raises what is a fault of ours."""
    for kinds, state in PROBLEMS:
        if isinstance(error, kinds):
            return state
    raise error


def judged(status: int, moved_to: str) -> Answer:
    if status < 400:
        return Answer(State.MOVED if moved_to else State.FINE, moved_to[:2000])
    if status in (404, 410):
        return Answer(State.GONE)
    if status in (401, 403, 405, 406, 429, 451, 999):
        return Answer(State.REFUSED)
    return Answer(State.BROKEN if status >= 500 else State.GONE)
