"""The antivirus: ClamAV's daemon, asked over its socket (clamd(8), INSTREAM).

Our own few lines: the clients there are lose the daemon's answer when it hangs up on a
file that is too long for it, and cannot tell that from a daemon that is down.
"""

from __future__ import annotations

import re
import socket
import struct
from dataclasses import dataclass
from typing import IO, Any

from django.conf import settings

from library.door.reasons import ENCRYPTED, UNSCANNED
from library.reading import active

CHUNK = 64 * 1024
CONNECT_SECONDS = 5.0
#: How long clamd may be silent, while it reads or looks: a large archive takes time.
SILENCE_SECONDS = 120.0
ANSWER = re.compile(r"stream: (?P<name>.+) FOUND")
TOO_LONG = "size limit exceeded"


class AntivirusDown(Exception):  # noqa: N818 - it says what is
    """clamd cannot be joined, or does not answer in time: files wait."""


#: What it names that is no virus (clamd.conf: AlertOLE2Macros, AlertEncrypted,
#: AlertExceedsMax), and the code of our reasons for it.
NO_VIRUS = {
    "Heuristics.OLE2.ContainsMacros": active.MACRO,
    "Heuristics.Encrypted": ENCRYPTED,
    "Heuristics.Limits": UNSCANNED,
}


@dataclass(frozen=True)
class Answer:
    """What clamd says: the `virus` it names, or the code of another `reason`."""

    virus: str = ""
    reason: str = ""


def is_set() -> bool:
    return bool(settings.CLAMD)


def scan(file: IO[bytes]) -> Answer:
    """Have clamd look at a file, from where it stands. Raises AntivirusDown."""
    try:
        with joined() as clamd:
            said = stream(clamd, file)
    except OSError as error:
        raise AntivirusDown(str(error)) from error
    if match := ANSWER.match(said):
        return named(match["name"].removesuffix(".UNOFFICIAL"))
    if TOO_LONG in said:
        return Answer(reason=UNSCANNED)
    if said != "stream: OK":
        raise AntivirusDown(said or "no answer")
    return Answer()


def named(name: str) -> Answer:
    for start, reason in NO_VIRUS.items():
        if name.startswith(start):
            return Answer(reason=reason)
    return Answer(virus=name)


def joined() -> socket.socket:
    address: Any = settings.CLAMD
    if isinstance(address, tuple):
        clamd = socket.create_connection(address, CONNECT_SECONDS)
    else:
        clamd = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        clamd.settimeout(CONNECT_SECONDS)
        clamd.connect(address)
    clamd.settimeout(SILENCE_SECONDS)
    return clamd


def stream(clamd: socket.socket, file: IO[bytes]) -> str:
    """Send the file in pieces, each after its length in four bytes; its answer.

    It hangs up on a file over its StreamMaxLength, and has said so before.
    """
    try:
        clamd.sendall(b"zINSTREAM\0")
        while chunk := file.read(CHUNK):
            clamd.sendall(struct.pack("!L", len(chunk)) + chunk)
        clamd.sendall(struct.pack("!L", 0))
    except (BrokenPipeError, ConnectionResetError):
        pass
    said = b""
    while not said.endswith(b"\0") and (piece := clamd.recv(4096)):
        said += piece
    return said.rstrip(b"\0\n").decode(errors="replace").strip()
