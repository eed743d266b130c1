"""Older formats, turned by LibreOffice into one that is read here.

Pages come from its PDF, so that they are those that people see on paper.
"""

import os
import resource
import shutil
import signal
import subprocess
from dataclasses import replace
from pathlib import Path

from .document import Document, Request
from .errors import Unreadable

CONVERSION_SECONDS = 110
TARGETS = {"doc": "pdf", "rtf": "pdf", "ppt": "pdf", "xls": "xlsx"}
# A new profile that runs no macro, follows no link and reaches no network.
SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Calc/Content/Update", "Link", "1"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),  # where nobody answers
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)


def read(request: Request) -> Document:
    target = TARGETS[request.extension]
    made = convert(request.path, request.folder, request.extension, target)
    converted = replace(request, path=made, extension=target)
    if target == "xlsx":
        from .xlsx import read as read_converted
    else:
        from .pdf import read as read_converted
    document = read_converted(converted)
    if target == "pdf":
        document.date = ""  # the conversion's day
        document.tagged = None
    return document


def convert(
    path: Path, folder: Path, extension: str, target: str, options: str = ""
) -> Path:
    """What LibreOffice makes of a file, in `folder`, which is private.

    `options`: the filter and its options, as `--convert-to` takes them after the
    extension of what is wanted. Raises Unreadable.
    """
    tool = shutil.which("soffice") or shutil.which("libreoffice")
    if tool is None:
        raise Unreadable("tool_missing", detail="soffice")
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_settings())
    source = folder / f"document.{extension}"
    shutil.copyfile(path, source)
    given = folder / "converted"
    try:
        done = subprocess.run(  # noqa: S603
            [
                tool,
                "--headless",
                "--norestore",
                "--nolockcheck",
                f"-env:UserInstallation={profile.as_uri()}",
                "--convert-to",
                f"{target}:{options}" if options else target,
                "--outdir",
                given,
                source,
            ],
            capture_output=True,
            timeout=CONVERSION_SECONDS,
            check=False,
            preexec_fn=_free_address_space,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable("timeout") from error
    result = given / f"document.{target}"
    if not result.is_file():
        raise Unreadable("broken", trace=done.stderr.decode(errors="replace")[-2000:])
    return result


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{place}"><prop oor:name="{name}" '
        f'oor:op="fuse"><value>{value}</value></prop></item>'
        for place, name, value in SETTINGS
    )
    space = 'xmlns:oor="http://openoffice.org/2001/registry"'
    return f'<?xml version="1.0"?><oor:items {space}>{items}</oor:items>'


def _free_address_space() -> None:
    """LibreOffice reserves far more than it uses: its resident size is watched.

    The alarm survives the exec: it ends the conversion even if its parent is gone.
    """
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    signal.alarm(CONVERSION_SECONDS + 10)
    os.nice(5)
