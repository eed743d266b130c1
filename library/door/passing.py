"""The door: what becomes of a version once it has been looked at (design § 3.2).

Until it is through, its author and the editors of its space see it, and nobody else. A
version that replaces another leaves the other to be read meanwhile.

Written by queries, not by `save`: what the door decides is no one's change, and holds
in a space that was frozen since.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models, transaction
from django.utils import timezone

from library.changes import announce
from library.door import letters, numbers
from library.door.reasons import BY_HAND, ENCRYPTED, VIRUS, Reason, of_flags
from library.models import Document, Protocol, Version
from library.protocols import copies
from library.reading import active
from members import journal
from members.models import Member

Door = Version.Door
#: What the door writes in a version.
FIELDS = (
    "door",
    "reasons",
    "is_sure",
    "looked_at",
    "released_at",
    "released_by",
    "release_word",
)


def decide(version: Version) -> None:
    """Let a version that was read through, or hold it. Safe to run again."""
    reasons = found_in(version)
    if not reasons:
        version.is_sure = was_all_seen(version)
        let_through(version)
    elif same := released_before(version):
        version.door, version.reasons = Door.RELEASED, same.reasons
        version.released_at, version.released_by = same.released_at, same.released_by
        version.release_word = same.release_word
        let_through(version)
    elif version.door != Door.RELEASED:
        hold(version, reasons)


def released_before(version: Version) -> Version | None:
    """The same file, that staff let through as another version of its document."""
    others = version.document.versions.exclude(pk=version.pk)
    return others.filter(door=Door.RELEASED, sha256=version.sha256).first()


def found_in(version: Version) -> list[Reason]:
    """What holds a version, in its names, its file and the text of its pages."""
    reasons = of_flags((code, word) for code, word in version.flags)
    if version.problem == "encrypted" and Reason(ENCRYPTED) not in reasons:
        reasons.append(Reason(ENCRYPTED))
    reasons += held_by_hand(version)
    for where, name in (
        ("dans le titre du document", version.document.title),
        ("dans le nom du fichier", version.name),
    ):
        reasons += [Reason(f.code, None, f.text, where) for f in numbers.in_text(name)]
    pages = version.extracts.order_by("page").values_list("page", "text").iterator(200)
    reasons += [Reason(f.code, f.page, f.text) for f in numbers.in_pages(pages)]
    return reasons


def held_by_hand(version: Version) -> list[Reason]:
    """What a person said of this very file, here or elsewhere in its space."""
    same = Version.objects.filter(
        document__space=version.document.space_id, sha256=version.sha256
    )
    given = same.filter(models.Q(door=Door.HELD) | models.Q(pk=version.pk))
    found = [Reason(**each) for one in given for each in one.reasons]
    return list(dict.fromkeys(r for r in found if r.code == BY_HAND))


def was_all_seen(version: Version) -> bool:
    """Was there something to look for in every page of the file?"""
    if version.state != Version.State.READ:
        return False
    damaged = any(code == active.UNSURE for code, _ in version.flags)
    return not damaged


def let_through(version: Version) -> None:
    """Those who see its document read it from now on."""
    if version.door != Door.RELEASED:
        version.door = Door.THROUGH
        version.reasons = []
    with transaction.atomic():
        document = Document.everything.select_for_update().get(pk=version.document_id)
        keep(version)
        current = document.current
        if current is None or version.number >= current.number:
            same = Document.everything.filter(pk=document.pk)
            same.update(
                current=version,
                at_door=False,
                file=version.file.name,
                file_size=version.size,
                file_hash="",
            )
            forget_held(version)
            if Protocol.objects.filter(document=document).exists():
                copies.make_copy.enqueue(version.pk)
        announce([f"document:{document.pk}"])


@transaction.atomic
def hold_again(by: Member, version: Version, word: str) -> None:
    """Hold what others read, for what a person saw in it and no program did.

    For `library.permissions.may_hold`. Nobody but its author and the editors sees the
    document from then on, nor its versions. Raises ValueError when it is not what
    others read (any more).
    """
    document = Document.everything.select_for_update().get(pk=version.document_id)
    version.refresh_from_db()
    if document.current_id != version.pk or not version.is_through:
        raise ValueError(version.door)
    hold(version, [*found_in(version), Reason(BY_HAND, None, word.strip())], by)


def forget_held(version: Version) -> None:
    """What was held and has been replaced goes for good: it may name a patient."""
    before = version.document.versions.filter(number__lt=version.number)
    for each in before.filter(door=Door.HELD):
        each.delete()


def hold(version: Version, reasons: Sequence[Reason], by: Member | None = None) -> None:
    """Keep a version from all but its author and the editors, and tell them why.

    `by` is who saw what no program did.
    """
    given = [reason.as_json() for reason in reasons]
    told = version.door == Door.HELD and version.reasons == given
    version.door, version.reasons, version.is_sure = Door.HELD, given, True
    version.released_at = version.released_by = None
    with transaction.atomic():
        document = Document.everything.select_for_update().get(pk=version.document_id)
        keep(version)
        if document.current_id == version.pk:
            Document.everything.filter(pk=document.pk).update(at_door=True)
        announce([f"document:{document.pk}"])
        if told:
            return
        journal.record(
            journal.Kind.DOOR,
            f"retenu\u202f: {named(version)} ({', '.join(map(str, reasons))})",
            space=version.document.space,
            by=by,
        )
        letters.held(version, reasons)


def keep(version: Version) -> None:
    version.looked_at = timezone.now()
    Version.objects.filter(pk=version.pk).update(
        **{name: getattr(version, name) for name in FIELDS}
    )


def hold_virus(version: Version, name: str) -> None:
    """Nothing more is done with such a file: it is not even read."""
    hold(version, [Reason(VIRUS, None, name)])


@transaction.atomic
def release(by: Member, version: Version, word: str) -> None:
    """Let a held version through all the same, for a reason that is kept.

    For `library.permissions.may_release`. Raises ValueError when it is not held (any
    more), holds a virus, or has been replaced by a newer one meanwhile.
    """
    document = Document.everything.select_for_update().get(pk=version.document_id)
    version.refresh_from_db(fields=["door", "reasons"])
    newer = document.versions.filter(number__gt=version.number).exists()
    if not version.is_held or version.has_virus or newer:
        raise ValueError(version.door)
    version.door = Door.RELEASED
    version.released_at, version.released_by = timezone.now(), by
    version.release_word = word.strip()
    let_through(version)
    journal.record(
        journal.Kind.DOOR,
        f"laissé passer\u202f: {named(version)}",
        space=version.document.space,
        by=by,
    )
    letters.released(by, version)


def named(version: Version) -> str:
    """« title (name) », without the numbers that may stand there."""
    return numbers.without(f"{version.document.title} ({version.name})")
