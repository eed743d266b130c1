"""Documents that a person gathers, to do one thing with all of them.

Kept with the session: a choice of the moment, of documents that he sees.
"""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from library import actions
from library.communes import add_communes
from library.keywords import spelt
from library.models import Document, StampedCopy, Version
from library.names import for_windows
from library.permissions import may_change
from library.protocols import copies
from library.themes import set_themes, themes_for
from members.communes import Commune
from members.models import Member, Space
from members.refusals import Refused
from members.rights import may_contribute, require_open
from members.zipped import Sink, copied
from pages.models import ThemePage

KEY = "selection"
MOST = 200
FULL = f"La sélection est pleine\u202f: {MOST} documents au plus."
#: Bytes of one ZIP: what a rural line takes in a quarter of an hour.
LARGEST = 1 << 30


def keys_of(request: HttpRequest) -> list[int]:
    return list(request.session.get(KEY, []))


def chosen(request: HttpRequest) -> Any:
    """Those that the person still sees, by title."""
    seen = Document.objects.visible_to(request.user).filter(pk__in=keys_of(request))
    return seen.for_lists().order_by("title", "pk")


def add(request: HttpRequest, keys: Iterable[int]) -> int:
    """How many came in. Raises Refused when there is no room for all."""
    there = keys_of(request)
    seen = Document.objects.visible_to(request.user).filter(pk__in=list(keys))
    new = [pk for pk in seen.values_list("pk", flat=True) if pk not in there]
    if len(there) + len(new) > MOST:
        raise Refused(FULL)
    request.session[KEY] = [*there, *new]
    return len(new)


def remove(request: HttpRequest, keys: Iterable[int]) -> None:
    gone = set(keys)
    request.session[KEY] = [pk for pk in keys_of(request) if pk not in gone]


def clear(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


@dataclass
class Done:
    """How many were changed, and what was left as it is, with why."""

    count: int = 0
    left: list[tuple[Document, str]] = field(default_factory=list)


def move(by: Member, documents: Iterable[Document], space: Space, folder: str) -> Done:
    """File each in `space`, in `folder`, as its form would. What one may not change
    stays where it is. Raises Refused when `by` adds nothing to `space`.
    """
    require_open(space)
    if not may_contribute(by, space):
        raise Refused(f"Vous ne pouvez rien ajouter dans «\u202f{space}\u202f».")
    done = Done()
    for document in documents:
        if why := why_kept(by, document, space):
            done.left.append((document, why))
            continue
        document.space, document.folder = space, folder
        actions.change_document(by, document)
        done.count += 1
    return done


def why_kept(by: Member, document: Document, space: Space) -> str:
    """Why it does not move; empty when it does."""
    if not document.space.is_open:
        return "son espace est fermé"
    if not may_change(by, document):
        return "vous ne pouvez pas le modifier"
    if document.space_id != space.pk and document.current is not None:
        same = actions.same_content(by, space, document.current.sha256)
        if same is not None:
            return f"ce fichier y est déjà, sous le titre «\u202f{same.title}\u202f»"
    return ""


def mark(
    by: Member,
    documents: Iterable[Document],
    themes: list[ThemePage],
    keywords: Iterable[str] = (),
    communes: Collection[Commune] = (),
) -> Done:
    """Say of each that it is about `themes` and `communes` too, with these keywords."""
    done, names = Done(), spelt(keywords)
    for document in documents:
        if not document.space.is_open:
            done.left.append((document, "son espace est fermé"))
        elif not may_change(by, document):
            done.left.append((document, "vous ne pouvez pas le modifier"))
        else:
            there = themes_for(by).filter(documents=document)
            set_themes(by, document, {*there, *themes})
            document.tags.add(*names)
            add_communes(document, communes)
            actions.change_document(by, document)
            done.count += 1
    return done


@dataclass(frozen=True)
class Packed:
    """A file of the ZIP: under what name, and its bytes."""

    name: str
    given: Version | StampedCopy


def files_of(documents: Iterable[Document]) -> list[Packed]:
    """What the ZIP holds, each under a name of its own, in a folder for each space.

    What the door holds, and what carries a virus, is left out.
    """
    found: list[Packed] = []
    taken: set[str] = set()
    packed = [each for each in documents if has_file(each)]
    marked = copies.marked([e.current for e in packed if e.is_protocol])
    for document in packed:
        version = document.current
        assert version is not None
        version.document = document
        given = marked.get(version.pk, version)
        place = "/".join(filter(None, [document.space.name, document.folder]))
        name = for_windows(f"{place}/{given.download_name}")
        stem, dot, ending = name.rpartition(".")
        number = 2
        while name.casefold() in taken:
            name = f"{stem} ({number}){dot}{ending}"
            number += 1
        taken.add(name.casefold())
        found.append(Packed(name, given))
    return found


def left_out(documents: Iterable[Document]) -> list[str]:
    """The titles of those whose file the ZIP does not hold."""
    return [each.title for each in documents if not has_file(each)]


def has_file(document: Document) -> bool:
    """Is its file for others too: neither at the door, nor held, nor with a virus?"""
    version = document.current
    return version is not None and version.is_through and not version.has_virus


def zipped(files: Iterable[Packed], without: Iterable[str] = ()) -> Iterator[bytes]:
    """A ZIP (APPNOTE 6.3, stored, with descriptors), as it is made.

    A file that the store has lost, or `without` which it goes, is named in
    `fichiers-manquants.txt`.
    """
    sink, lost = Sink(), list(without)
    with zipfile.ZipFile(sink, "w") as archive:
        for each in files:
            try:
                stored = each.given.file.open("rb")
            except FileNotFoundError:
                lost.append(each.name)
                continue
            yield from copied(archive, sink, entry(each.name), stored)
        if lost:
            archive.writestr(entry("fichiers-manquants.txt"), "\n".join(lost))
    yield sink.take()


def entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, timezone.localtime().timetuple()[:6])
