"""Office packages: a ZIP of XML parts, read without trusting what it says of itself."""

import posixpath
import zipfile
import zlib
from pathlib import Path
from typing import IO, Protocol

from lxml import etree

from .document import Document
from .errors import Unreadable

MAX_EXPANDED = 200_000_000  # bytes, over all the parts that are read
MAX_RATIO = 250  # real documents stay under 100
RATIO_FROM = 20_000_000  # small parts may be as repetitive as they like
MAX_PARTS = 20_000
CHUNK = 65_536

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Handler(Protocol):
    """Receives the XML of a part as it is read; names hold their namespace."""

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...


class Package:
    """A ZIP file whose parts count, as they are unpacked, against one allowance."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable("broken") from error
        if len(self._zip.infolist()) > MAX_PARTS:
            raise Unreadable("too_big")
        packed = path.stat().st_size
        self._allowance = min(MAX_EXPANDED, max(RATIO_FROM, packed * MAX_RATIO))
        self.names = set(self._zip.namelist())

    def feed(self, name: str, handler: Handler) -> None:
        """Parse the part `name` into `handler`; a part that is absent is empty."""
        if name not in self.names:
            return
        parser = etree.XMLParser(
            target=_Guard(handler),  # type: ignore[arg-type]
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        try:
            with self._open(name) as part:
                while chunk := part.read(CHUNK):
                    self._allowance -= len(chunk)
                    if self._allowance < 0:
                        raise Unreadable("too_big")
                    parser.feed(chunk)
            parser.close()
        except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error) as error:
            raise Unreadable("broken") from error
        except (EOFError, OSError, ValueError) as error:
            raise Unreadable("broken") from error

    def whole(self, name: str) -> bytes:
        """The bytes of a part that is not XML."""
        with self._open(name) as part:
            data = part.read(self._allowance + 1)
        self._allowance -= len(data)
        if self._allowance < 0:
            raise Unreadable("too_big")
        return data

    def _open(self, name: str) -> IO[bytes]:
        part = self._zip.getinfo(name)
        if part.flag_bits & 1:
            raise Unreadable("encrypted")
        # Other methods give no way to unpack little by little.
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unreadable("broken")
        return self._zip.open(part)

    def links(self, name: str) -> dict[str, tuple[str, str]]:
        """OOXML relations of a part: {id: (last word of the type, part named)}."""
        folder, base = posixpath.split(name)
        found = _Links(folder)
        self.feed(f"{folder}/_rels/{base}.rels", found)
        return found.targets

    def outside(self, name: str) -> set[str]:
        """Types of the relations that the part `name` has with what is elsewhere."""
        found = _Outside()
        self.feed(name, found)
        return found.kinds

    def linked(self, name: str, kind: str) -> list[str]:
        """Names of the parts that a part is linked to by this type of relation."""
        return [target for found, target in self.links(name).values() if found == kind]


class _Guard:
    """Refuses a DOCTYPE: office formats have none, and bombs are declared there."""

    def __init__(self, handler: Handler) -> None:
        self.start, self.end, self.data = handler.start, handler.end, handler.data

    def doctype(self, *_: str) -> None:
        raise Unreadable("broken")

    def close(self) -> None:
        """Nothing is built."""


class _Links:
    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.targets: dict[str, tuple[str, str]] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == RELATIONS + "Relationship" and "TargetMode" not in attributes:
            target = posixpath.join("/" + self.folder, attributes.get("Target", ""))
            kind = attributes.get("Type", "").rpartition("/")[2]
            part = posixpath.normpath(target).lstrip("/")
            self.targets[attributes.get("Id", "")] = (kind, part)

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...


class _Outside:
    def __init__(self) -> None:
        self.kinds: set[str] = set()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if attributes.get("TargetMode") == "External":
            self.kinds.add(attributes.get("Type", "").rpartition("/")[2])

    def end(self, tag: str) -> None: ...

    def data(self, text: str) -> None: ...


class Fields:
    """The text of the first element of each local name: {"title": "…"}."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self._name = ""
        self._text = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._name, self._text = tag.rpartition("}")[2], ""

    def end(self, tag: str) -> None:
        if self._name and self._text.strip():
            self.values.setdefault(self._name, self._text)
        self._name = ""

    def data(self, text: str) -> None:
        self._text += text


def describe(package: Package, document: Document) -> Document:
    """Complete an OOXML document with its core properties (ECMA-376, part 2)."""
    core = Fields()
    package.feed("docProps/core.xml", core)
    document.title = core.values.get("title", "")
    document.author = core.values.get("creator", "")
    document.date = core.values.get("created", "") or core.values.get("modified", "")
    return document
