"""A CSV file of people is done: all of its good lines at once, by the worker."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task

from members import journal
from members.coming_in import arriving, invitations
from members.coming_in.importing import Line, Plan, in_pieces, plan
from members.models import Member, PeopleFile


@task()
def apply(file_id: int) -> None:
    """Do what the file says, but for its lines in error; all of it or nothing.

    Run again after a kill it begins anew: nothing of the first time is there.
    """
    file = PeopleFile.objects.filter(pk=file_id, state=PeopleFile.State.RUNNING).first()
    if file is None:
        return
    try:
        with transaction.atomic():
            done = plan(file)
            carry_out(file, done)
            file.report, file.state = done.report(), PeopleFile.State.DONE
            file.text = ""
            file.save()
    except Exception:
        PeopleFile.objects.filter(pk=file_id).update(state=PeopleFile.State.FAILED)
        raise


def carry_out(file: PeopleFile, done: Plan) -> None:
    word = file.choices.get("word", "")
    guests = [
        (line.guest, line.places)
        for line in done.lines
        if line.action in (Line.INVITE, Line.RENEW) and line.guest is not None
    ]
    invitations.invite(file.by, guests, word)
    members = {
        m.email: m
        for m in in_pieces(
            Member.objects.all(),
            "email",
            [line.email for line in done.lines if line.action == Line.UPDATE],
        )
    }
    for line in done.lines:
        if line.action == Line.UPDATE:
            update(file.by, members[line.email], line)


def update(by: Member, member: Member, line: Line) -> None:
    changes = dict(line.changes)
    professions = changes.pop("professions", None)
    practice = changes.pop("practice", None)
    for name, value in changes.items():
        setattr(member, name, value)
    member.save()
    if professions is not None:
        member.professions.set(professions)
    if practice and not member.practices.exists():
        arriving.place_of_practice(member, practice)
    for place in line.places:
        invitations.put_in(by, member, place)
    journal.record(
        journal.Kind.ACCOUNT, "fiche mise à jour par un fichier", by=by, about=member
    )
