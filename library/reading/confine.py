"""What a program that opens somebody's file may reach: that file, and its own folder.

Landlock (Linux 5.13, Documentation/userspace-api/landlock.rst) asks for no right and
holds for all that the program starts. A text that says « put here the image of
/srv/…/media » finds nothing; nor does it reach a server. Where the kernel does not know
it, the limits and the settings of each reader remain.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION_FLAG, PATH_BENEATH = 1, 1
NO_NEW_PRIVILEGES = 38  # prctl(2)

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REMOVE_FILE, MAKE_SOCK, TRUNCATE = 1 << 5, 1 << 9, 1 << 14
READS = EXECUTE | READ_FILE | READ_DIR
ON_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE
#: The rights on files that each version of Landlock knows: 13, then one more each.
KNOWN = {1: (1 << 13) - 1, 2: (1 << 14) - 1}
LAST_KNOWN = (1 << 15) - 1
#: To offer a port, to reach a server (since the version 4).
NETWORK = 0b11

#: Programs, libraries, fonts; of /etc, what these need to start.
SYSTEM = (
    "/usr",
    "/lib",
    "/lib32",
    "/lib64",
    "/bin",
    "/sbin",
    "/opt",
    "/proc",
    "/var/lib/fonts",
    "/var/cache/fontconfig",
    "/var/lib/libreoffice",
    "/var/spool/libreoffice",
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/group",
    "/etc/ld.so.cache",
    "/etc/libreoffice",
    "/etc/locale.alias",
    "/etc/localtime",
    "/etc/nsswitch.conf",
    "/etc/papersize",
    "/etc/passwd",
    "/dev/random",
    "/dev/urandom",
)
PACKAGE = Path(__file__).resolve().parents[1]


def confine(source: Path, folder: Path) -> bool:
    """Leave this process, and what it starts, only `source` to read and `folder`.

    To be called before the first thread. False where the kernel cannot.
    """
    kernel = ctypes.CDLL(None, use_errno=True)
    version = kernel.syscall(CREATE_RULESET, None, 0, VERSION_FLAG)
    if version < 1:
        return False
    handled = KNOWN.get(version, LAST_KNOWN)
    attributes = struct.pack("QQ", handled, NETWORK if version >= 4 else 0)
    size = 16 if version >= 4 else 8
    ruleset = kernel.syscall(CREATE_RULESET, attributes, size, 0)
    if ruleset < 0:
        return False

    def allow(path: str | Path, rights: int) -> None:
        with contextlib.suppress(OSError):  # it is not on this machine
            opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
            try:
                if not Path(path).is_dir():
                    rights &= ON_FILES
                rule = struct.pack("=Qi", rights & handled, opened)
                kernel.syscall(ADD_RULE, ruleset, PATH_BENEATH, rule, 0)
            finally:
                os.close(opened)

    for path in readable(source):
        allow(path, READS)
    allow(folder, handled)
    allow("/dev/null", READ_FILE | WRITE_FILE)
    for place in ("/tmp", "/var/tmp"):  # noqa: S108 - LibreOffice's own socket
        allow(place, MAKE_SOCK | REMOVE_FILE)
    kernel.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    done: int = kernel.syscall(RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)
    return done == 0


def readable(source: Path) -> Iterable[str | Path]:
    """Python, its packages and ours: never the whole folder of the site."""
    yield from SYSTEM
    yield from {sys.prefix, sys.base_prefix}
    yield from filter(None, os.environ.get("PATH", "").split(os.pathsep))
    yield PACKAGE
    yield source
    if data := os.environ.get("TESSDATA_PREFIX"):
        yield data
