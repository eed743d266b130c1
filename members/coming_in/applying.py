"""A CSV file of people is done: all of its good lines at once, by the worker."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django_tasks import task

from members import account_letters, journal
from members.accounts import rpps_changed
from members.coming_in import invitations, workplaces
from members.coming_in.importing import in_pieces, plan
from members.coming_in.permissions import may_invite
from members.coming_in.plans import Line, Plan
from members.coming_in.updating import in_words
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
        with journal.launched_from(file.address), transaction.atomic():
            done = plan(file)
            carry_out(file, done)
            file.report, file.state = done.report(file.text), PeopleFile.State.DONE
            file.text = ""
            file.save()
    except Exception:
        PeopleFile.objects.filter(pk=file_id).update(state=PeopleFile.State.FAILED)
        raise


def carry_out(file: PeopleFile, done: Plan) -> None:
    """Raises PermissionDenied when who gave the file may invite nobody any more."""
    if not may_invite(file.by):
        raise PermissionDenied
    word = file.choices.get("word", "")
    guests = [
        (line.guest, line.places)
        for line in done.lines
        if line.action in (Line.INVITE, Line.RENEW, Line.ADD) and line.guest
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
    """Write what the file says on the card of `member`, and put him in its spaces."""
    if line.changes:
        rpps = member.rpps
        write(member, dict(line.changes))
        follow(by, member, rpps, in_words(line.changes))
    for place in line.places:
        invitations.put_in(by, member, place)


def follow(by: Member, member: Member, rpps: str, fields: str) -> None:
    """The journal says what changed, and the person is told: one mail for a file."""
    sentence = f"Fiche mise à jour par un fichier ({fields})"
    journal.record(journal.Kind.ACCOUNT, sentence, by=by, about=member)
    if member.rpps != rpps:
        changed = rpps_changed(rpps, member.rpps)
        journal.record(journal.Kind.CREDENTIAL, changed, by=by, about=member)
    if by != member:
        account_letters.card_changed(member, fields, by)


def write(member: Member, changes: dict[str, Any]) -> None:
    professions = changes.pop("professions", None)
    practice = changes.pop("practice", None)
    for name, value in changes.items():
        setattr(member, name, value)
    member.save()
    if professions is not None:
        member.professions.set(professions)
    if practice:
        workplaces.add(member, practice)
