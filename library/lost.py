"""Files that the store no longer has: who can mend it is told, and what can be made
again is.
"""

from __future__ import annotations

import logging

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from library.models import Document, Preview, Rendition, StampedCopy, Version
from library.permissions import may_change
from library.previews.making import make_preview
from library.protocols.copies import make_copy
from library.put_back import told_of
from library.renditions import make_renditions
from members.models import Member
from members.spaces import letters

logger = logging.getLogger("maillage.files")

#: Seconds between two mails about the same file.
EVERY = 24 * 60 * 60
LOST = (
    "Le fichier de «\u202f{}\u202f» n’est plus là où il était gardé. Les personnes qui "
    "s’occupent de l’espace en sont prévenues."
)
TO_GIVE = (
    "Si vous l’avez encore, déposez-le à nouveau depuis la page du document, avec "
    "«\u202fModifier\u202f»."
)


def answer(request: HttpRequest, document: Document, version: Version) -> HttpResponse:
    """The page of a document whose file is lost (404: it may come back)."""
    tell(version)
    user = request.user
    sentence = LOST.format(document.title)
    if isinstance(user, Member) and may_change(user, document):
        sentence = f"{sentence} {TO_GIVE}"
    context = {"section": "library", "document": document, "sentence": sentence}
    return render(request, "library/lost.html", context, status=404)


def tell(version: Version) -> None:
    """Those who look after its space, by mail: once a day while somebody asks."""
    name = version.file.name
    logger.error("the store has lost %s, of version %s", name, version.pk)
    if not cache.add(told_of(version), 1, EVERY):
        return
    document = version.document
    title = document.title
    people = letters.keepers(document.space)
    if version.added_by and version.added_by.is_active:
        people = list(dict.fromkeys([*people, version.added_by]))  # has it, perhaps
    letters.write(
        people,
        f"Le fichier de «\u202f{title}\u202f» a disparu",
        f"Quelqu’un a demandé le fichier de «\u202f{title}\u202f», dans "
        f"«\u202f{document.space}\u202f»\u202f: il n’est plus là où il était gardé.",
        f"C’était «\u202f{version.name}\u202f». Si quelqu’un l’a encore, qu’il le "
        "dépose à nouveau depuis la page du document.",
        "Sinon, la personne qui administre le site peut le reprendre dans une "
        "sauvegarde\u202f; la commande «\u202fmanage.py check_files\u202f» lui dit "
        "lesquels manquent.",
        action="Voir le document",
        address=document.get_absolute_url(),
    )


def make_again(made: StampedCopy | Preview | Rendition) -> None:
    """What was made of another file is made anew from it, by the worker."""
    name = made.file.name
    logger.warning("the store has lost %s, which is made again", name)
    if isinstance(made, StampedCopy):
        version = made.version_id
        made.delete()
        make_copy.enqueue(version)
    elif isinstance(made, Preview):
        version = made.version_id
        made.delete()
        make_preview.enqueue(version)
    else:
        picture = made.image_id
        made.delete()
        make_renditions.enqueue(picture)
