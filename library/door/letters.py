"""What the door tells by mail: to the author of a file, and to who edits its space."""

from __future__ import annotations

from collections.abc import Sequence

from library.door import numbers
from library.door.reasons import VIRUS, Reason, to_do
from library.models import Version
from members.models import Member
from members.spaces import letters

#: So many reasons in a mail; the page of the document has them all.
MOST = 10
ALARM = (
    "Si c’est une fausse alerte, l’équipe du Pays peut le laisser passer depuis sa "
    "page, en disant pourquoi."
)


def held(version: Version, reasons: Sequence[Reason]) -> None:
    """A file is held: where, why, and what to do."""
    document = version.document
    title = numbers.without(document.title)
    where = f"dans «\u202f{document.space}\u202f»"
    found = [f"{reason}." for reason in reasons[:MOST]]
    if len(reasons) > MOST:
        found.append(f"Et {len(reasons) - MOST} autres, à voir sur sa page.")
    infected = any(reason.code == VIRUS for reason in reasons)
    after = [*to_do(reasons), *([] if infected else [ALARM])]
    author = author_of(version)
    others = [one for one in letters.keepers(document.space) if one != author]
    few = (
        "Il est gardé, et personne d’autre que vous et les personnes qui animent "
        "l’espace ne le voit."
    )
    if infected:
        few = "Personne ne peut le télécharger."
    if author is not None:
        letters.write(
            [author],
            f"«\u202f{title}\u202f» est retenu",
            f"Le fichier que vous avez déposé {where}, «\u202f{title}\u202f», est "
            f"retenu. {few}",
            *found,
            *after,
            action="Voir le document",
            address=document.get_absolute_url(),
        )
    given = f" par {author.get_full_name()}" if author else ""
    told = "Voici ce qui est dit à la personne qui l’a déposé\u202f:"
    letters.write(
        others,
        f"«\u202f{title}\u202f» est retenu",
        f"Un fichier déposé{given} {where}, «\u202f{title}\u202f», est retenu\u202f: "
        "les autres ne le voient pas.",
        *found,
        *([told] if author else []),
        *after,
        action="Voir le document",
        address=document.get_absolute_url(),
    )


def released(by: Member, version: Version) -> None:
    """A file was let through: its author learns it, and why."""
    author = author_of(version)
    if author is None or author == by:
        return
    document = version.document
    title = numbers.without(document.title)
    letters.write(
        [author],
        f"«\u202f{title}\u202f» n’est plus retenu",
        f"{by.get_full_name()} a laissé passer le fichier que vous avez déposé dans "
        f"«\u202f{document.space}\u202f», «\u202f{title}\u202f», et dit "
        "pourquoi\u202f:",
        word=version.release_word,
        action="Voir le document",
        address=document.get_absolute_url(),
    )


def author_of(version: Version) -> Member | None:
    """Who gave this very file, while his account is open."""
    author = version.added_by or version.document.uploaded_by_user
    return author if author is not None and author.is_active else None
