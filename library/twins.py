"""The same content elsewhere: an older version, another space, the trash."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from library.models import Document, Version
from members.french import quoted
from members.rights import User

#: So many are told of.
MOST = 3


@dataclass(frozen=True)
class Twin:
    """What is the same, in a sentence, and where it is."""

    sentence: str
    url: str


def twins(user: User, document: Document) -> list[Twin]:
    """Where else `user` sees the bytes of this document. Two queries."""
    current = document.current
    if current is None or not current.sha256:
        return []
    same = Version.objects.filter(sha256=current.sha256).exclude(document=document)
    seen = same.filter(document__in=Document.objects.visible_to(user))
    found = [
        Twin(told(version), version.document.get_absolute_url())
        for version in seen.select_related("document__space").order_by("pk")[:MOST]
    ]
    thrown = Document.everything.in_trash_of(user).filter(
        current__sha256=current.sha256
    )
    if one := thrown.exclude(pk=document.pk).order_by("pk").first():
        there = f"Le même fichier est à la corbeille\u202f: {quoted(one.title)}."
        found.append(Twin(there, reverse("library:trash")))
    return found


def told(version: Version) -> str:
    document = version.document
    if document.current_id != version.pk:
        return (
            f"C’est le contenu de la version {version.number} de "
            f"{quoted(document.title)}, remplacée depuis."
        )
    return f"Le même fichier est dans {document.space}\u202f: {quoted(document.title)}."
