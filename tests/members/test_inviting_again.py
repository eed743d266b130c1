"""Who was invited is invited again with all that was known of him."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from members.coming_in import invitations, many
from members.coming_in.guests import Guest, Place
from members.models import Invitation, Member, Membership, Profession, Space
from members.spaces.life import set_state
from tests.members import cards
from tests.members.test_invitations import NEW, link_of
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]
END = timezone.localdate() + timedelta(days=100)
DETAILS = {
    "commune_code": "03257",
    "commune_name": "Saint-Prix",
    "phone": "04 65 71 00 10",
}


@pytest.fixture
def withdrawn(people: People, spaces: Spaces, work: Work) -> Invitation:
    """An occasional member of two spaces, of whom an import knew much."""
    guest = Guest(
        NEW,
        "Jean Marie",
        "Le Goff",
        Member.Role.OCCASIONAL,
        "10003456781",
        (Profession.objects.get(name=cards.NURSE),),
        DETAILS,
    )
    places = [
        Place(spaces.ges, Membership.Role.READER, END),
        Place(spaces.group, Membership.Role.EDITOR, END - timedelta(days=9)),
    ]
    invitations.invite(people.staff, [(guest, places)], "Bienvenue à vous")
    work()
    made = Invitation.objects.get(email=NEW)
    invitations.withdraw(people.staff, made)
    return made


def shown(page: str) -> str:
    return page.replace("\u202f", " ")


def filled(form: Any) -> dict[str, Any]:
    """What the browser sends of a form that nobody touched."""
    return {
        field.name: value
        for field in form
        if (value := field.value()) not in (None, "")
    }


def test_the_list_of_withdrawn_ones_has_its_button(
    withdrawn: Invitation, people: People, sign_in: SignIn
) -> None:
    staff = sign_in(people.staff)
    page = staff.get("/invitations/?etat=retirees").content.decode()
    assert f'href="/invitations/nouvelle/?de={withdrawn.pk}"' in page
    invitations.invite(people.staff, [(Guest(NEW), [])])
    page = staff.get("/invitations/?etat=retirees").content.decode()
    assert f"?de={withdrawn.pk}" not in page
    assert "Invitée de nouveau depuis" in page
    Invitation.objects.filter(withdrawn_at=None).delete()
    Member.objects.create_user(NEW, first_name="Jean", last_name="Le Goff")
    page = staff.get("/invitations/?etat=retirees").content.decode()
    assert "A un compte depuis" in page


def test_untouched_the_form_keeps_everything(
    withdrawn: Invitation, people: People, sign_in: SignIn, work: Work
) -> None:
    staff = sign_in(people.staff)
    address = f"/invitations/nouvelle/?de={withdrawn.pk}"
    answer = staff.get(address)
    page = shown(answer.content.decode())
    assert f"Le Goff, Jean Marie &lt;{NEW}&gt;" in page
    assert f"{cards.NURSE} · Saint-Prix (03) · 04 65 71 00 10" in page
    assert "Chaque espace garde son niveau et sa date" in page
    mail.outbox.clear()
    sent = staff.post(address, filled(answer.context["form"]))
    assert sent.status_code == 302
    work()
    (made,) = Invitation.objects.unanswered()
    for name in ("first_name", "last_name", "role", "rpps", "details", "word"):
        assert getattr(made, name) == getattr(withdrawn, name), name
    assert [trade.name for trade in made.professions.all()] == [cards.NURSE]
    given = {p.space_id: (p.role, p.ends_on) for p in made.places.all()}
    before = {p.space_id: (p.role, p.ends_on) for p in withdrawn.places.all()}
    assert given == before
    (letter,) = mail.outbox
    assert link_of(letter)


def test_what_is_changed_wins(
    withdrawn: Invitation, people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    staff = sign_in(people.staff)
    address = f"/invitations/nouvelle/?de={withdrawn.pk}"
    given = filled(staff.get(address).context["form"])
    given |= {
        "people": f"Janine Le Goff <{NEW}>\nautre@x.fr",
        "level": "contributor",
        "spaces": [spaces.ges.pk],
    }
    assert staff.post(address, given).status_code == 302
    made, other = Invitation.objects.unanswered().order_by("-email")
    if made.email != NEW:
        made, other = other, made
    assert (made.first_name, made.last_name) == ("Janine", "Le Goff")
    (place,) = made.places.all()
    assert (place.space, place.role) == (spaces.ges, "contributor")
    assert made.details == DETAILS
    assert (other.details, other.rpps, other.first_name) == ({}, "", "")


def test_an_end_that_is_past_is_asked_for_anew(
    withdrawn: Invitation, people: People, sign_in: SignIn
) -> None:
    past = timezone.localdate() - timedelta(days=2)
    withdrawn.places.update(ends_on=past)
    staff = sign_in(people.staff)
    address = f"/invitations/nouvelle/?de={withdrawn.pk}"
    answer = staff.get(address)
    assert "Sa date de fin est passée, le" in answer.content.decode()
    given = filled(answer.context["form"])
    assert "Donnez la date" in staff.post(address, given).content.decode()
    assert staff.post(address, given | {"ends_on": END}).status_code == 302
    (made,) = Invitation.objects.unanswered()
    assert {place.ends_on for place in made.places.all()} == {END}


def test_one_that_is_over_and_whose_end_is_past_asks_for_another_day(
    withdrawn: Invitation, people: People, sign_in: SignIn, work: Work
) -> None:
    past = timezone.localdate() - timedelta(days=2)
    Invitation.objects.update(withdrawn_at=None, expires_at=timezone.now())
    withdrawn.places.update(ends_on=past)
    staff = sign_in(people.staff)
    again = f"/invitations/{withdrawn.pk}/renvoyer/"
    mail.outbox.clear()
    answer = staff.post(again)
    assert answer["Location"] == f"/invitations/nouvelle/?de={withdrawn.pk}"
    work()
    assert not mail.outbox
    withdrawn.places.update(ends_on=END)
    assert "?de=" not in staff.post(again)["Location"]


def test_the_mark_and_the_mail_lead_there_and_the_mark_goes(
    withdrawn: Invitation, people: People, sign_in: SignIn, client: Client, work: Work
) -> None:
    letter = next(sent for sent in mail.outbox if sent.to == [NEW])
    client.post(f"{link_of(letter)}redemander/")
    work()
    assert f"/invitations/nouvelle/?de={withdrawn.pk}" in mail.outbox[-1].body
    staff = sign_in(people.staff)
    tab = "/invitations/?etat=retirees"
    assert "Redemandée" in staff.get(tab).content.decode()
    address = f"/invitations/nouvelle/?de={withdrawn.pk}"
    staff.post(address, filled(staff.get(address).context["form"]))
    assert "Redemandée" not in staff.get(tab).content.decode()


def test_an_editor_gets_only_what_he_had_invited(
    withdrawn: Invitation, people: People, sign_in: SignIn
) -> None:
    editor = sign_in(people.editor)
    page = editor.get(f"/invitations/nouvelle/?de={withdrawn.pk}").content.decode()
    assert "Le Goff" not in page
    Invitation.objects.update(invited_by=people.editor)
    answer = editor.get(f"/invitations/nouvelle/?de={withdrawn.pk}")
    assert "On n’invite plus dans" in answer.content.decode()
    given = filled(answer.context["form"])
    sent = editor.post(f"/invitations/nouvelle/?de={withdrawn.pk}", given)
    assert sent.status_code == 302
    (made,) = Invitation.objects.unanswered()
    assert (made.first_name, made.rpps) == ("Jean Marie", "")
    for wrong in ("x", "", "9" * 30, "0"):
        assert editor.get(f"/invitations/nouvelle/?de={wrong}").status_code == 200


def test_from_the_people_of_a_space_too(
    withdrawn: Invitation, people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    Invitation.objects.update(withdrawn_at=None)
    place = withdrawn.places.get(space=spaces.group)
    there = (
        f"{spaces.group.get_absolute_url()}personnes/invitations/{place.pk}/retirer/"
    )
    staff = sign_in(people.staff)
    page = staff.post(there, follow=True).content.decode()
    again = page.split('<a href="/invitations/nouvelle/')[1].split('"')[0]
    address = f"/invitations/nouvelle/{again}".replace("&amp;", "&")
    answer = staff.get(address)
    assert answer.context["form"].initial["role"] == "occasional"
    given = filled(answer.context["form"])
    assert given["spaces"] == [str(spaces.group.pk)]
    staff.post(address, given)
    (back,) = Invitation.objects.unanswered()
    now = back.places.get(space=spaces.group)
    assert (now.role, now.ends_on) == (place.role, place.ends_on)
    assert back.places.count() == 2
    assert back.role == "occasional"


def test_a_frozen_space_is_told_and_stays_with_its_end(
    withdrawn: Invitation, people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    withdrawn.places.exclude(space=spaces.group).delete()
    place = withdrawn.places.get()
    set_state(people.staff, spaces.group, Space.State.FROZEN)
    staff, address = sign_in(people.staff), f"/invitations/nouvelle/?de={withdrawn.pk}"
    by_hand = f"/invitations/nouvelle/?espace={spaces.group.pk}&jusquau={place.ends_on}"
    for there in (address, by_hand):
        answer = staff.get(there)
        page = shown(answer.content.decode())
        assert f"« {spaces.group} » est figé" in page
        assert "Vous l’avez figé le" in page  # nobody is named to himself
        assert "Vous pouvez l’ouvrir de nouveau, dans ses réglages." in page
        assert "On n’invite plus" not in page
        form = answer.context["form"]
        assert str(form["ends_on"].value()) == str(place.ends_on)
        assert f'value="{spaces.group.pk}"' in str(form["spaces"])
    settings = staff.get(f"/espaces/{spaces.group.slug}/reglages/").content.decode()
    assert "Vous pouvez l’ouvrir de nouveau, en bas de cette page." in shown(settings)
    given = filled(staff.get(address).context["form"])
    assert given["spaces"] == [spaces.group.pk]
    sent = staff.post(address, given)
    assert sent.status_code == 422
    assert "est figé" in sent.content.decode()
    set_state(people.staff, spaces.group, Space.State.OPEN)
    assert staff.post(address, given).status_code == 302
    now = Invitation.objects.unanswered().get().places.get()
    assert (now.role, now.ends_on) == (place.role, place.ends_on)


@pytest.fixture
def taken_back(
    withdrawn: Invitation, people: People, spaces: Spaces, sign_in: SignIn
) -> str:
    """The staff's, for one space, whose editor took it back: the link that he gets."""
    Invitation.objects.update(withdrawn_at=None, withdrawn_by=None)
    place = withdrawn.places.get(space=spaces.group)
    withdrawn.places.exclude(pk=place.pk).delete()
    there = (
        f"{spaces.group.get_absolute_url()}personnes/invitations/{place.pk}/retirer/"
    )
    page = sign_in(people.editor).post(there, follow=True).content.decode()
    again = page.split('<a href="/invitations/nouvelle/')[1].split('"')[0]
    return f"/invitations/nouvelle/{again}".replace("&amp;", "&")


@pytest.mark.parametrize("by_list", [False, True])
def test_an_editor_who_took_back_that_of_another_keeps_what_it_knew(
    taken_back: str,
    withdrawn: Invitation,
    people: People,
    sign_in: SignIn,
    by_list: bool,
) -> None:
    editor = sign_in(people.editor)
    withdrawn.refresh_from_db()
    assert withdrawn.withdrawn_by == people.editor
    address = f"/invitations/nouvelle/?de={withdrawn.pk}" if by_list else taken_back
    if by_list:
        tab = shown(editor.get("/invitations/?etat=retirees").content.decode())
        assert f'href="{address}"' in tab
        assert f"invitée par {people.staff.get_full_name()}" in tab
    answer = editor.get(address)
    page = shown(answer.content.decode())
    assert f"{cards.NURSE} · Saint-Prix (03) · son téléphone" in page
    assert DETAILS["phone"] not in page
    given = filled(answer.context["form"])
    assert list(map(int, given["spaces"])) == [withdrawn.places.get().space_id]
    assert editor.post(address, given).status_code == 302
    (made,) = Invitation.objects.unanswered()
    assert made.details == DETAILS
    assert [trade.name for trade in made.professions.all()] == [cards.NURSE]
    assert (made.first_name, made.last_name) == ("Jean Marie", "Le Goff")
    (place,) = made.places.all()
    before = withdrawn.places.get()
    assert (place.role, place.ends_on) == (before.role, before.ends_on)
    assert made.rpps == ""  # it opens an account: the staff's word alone


def test_who_took_nothing_back_reads_nothing_and_staff_see_who_did(
    taken_back: str, withdrawn: Invitation, people: People, sign_in: SignIn
) -> None:
    for other in (people.member, people.colleague, people.occasional):
        answer = sign_in(other).get(taken_back)
        assert "Le Goff" not in answer.content.decode() or answer.status_code == 404
    tab = shown(
        sign_in(people.staff).get("/invitations/?etat=retirees").content.decode()
    )
    assert f"par {people.editor.get_full_name()}</span>" in tab
    again = sign_in(people.staff).get(f"/invitations/nouvelle/?de={withdrawn.pk}")
    assert again.context["form"].initial["spaces"]  # its space was kept
    assert DETAILS["phone"] in shown(again.content.decode())


def test_one_that_still_opens_other_spaces_stays_whole(
    withdrawn: Invitation, people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    Invitation.objects.update(withdrawn_at=None, withdrawn_by=None)
    place = withdrawn.places.get(space=spaces.group)
    there = (
        f"{spaces.group.get_absolute_url()}personnes/invitations/{place.pk}/retirer/"
    )
    editor = sign_in(people.editor)
    page = editor.post(there, follow=True).content.decode()
    again = page.split('<a href="/invitations/nouvelle/')[1].split('"')[0]
    address = f"/invitations/nouvelle/{again}".replace("&amp;", "&")
    editor.post(address, filled(editor.get(address).context["form"]))
    (made,) = Invitation.objects.unanswered()
    assert made.details == DETAILS
    assert made.rpps == withdrawn.rpps
    assert {place.space for place in made.places.all()} == {spaces.ges, spaces.group}


def test_several_withdrawn_at_once_say_by_whom(
    withdrawn: Invitation, people: People
) -> None:
    Invitation.objects.update(withdrawn_at=None, withdrawn_by=None)
    many.do(people.staff, many.WITHDRAW, [withdrawn.pk])
    withdrawn.refresh_from_db()
    assert withdrawn.withdrawn_by == people.staff


def test_sent_again_for_a_frozen_space_says_when_he_enters(
    people: People, spaces: Spaces, sign_in: SignIn, work: Work
) -> None:
    guest = Guest(NEW, "Jean", "Le Goff", Member.Role.PERMANENT)
    place = Place(spaces.group, Membership.Role.READER)
    invitations.invite(people.staff, [(guest, [place])])
    work()
    assert "rouvrira" not in mail.outbox[-1].body
    set_state(people.staff, spaces.group, Space.State.FROZEN)
    made = Invitation.objects.get(email=NEW)
    again = f"/invitations/{made.pk}/renvoyer/"
    page = shown(sign_in(people.staff).post(again, follow=True).content.decode())
    assert "repart, valable trente jours" in page
    assert f"L’espace « {spaces.group} » est figé : on n’y entre par elle" in page
    work()
    body = shown(str(mail.outbox[-1].body))
    assert "espace figé : vous y entrerez dès qu’il rouvrira" in body
