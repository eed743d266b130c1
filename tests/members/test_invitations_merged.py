"""A second invitation for the same address: what stays, what is added, what is told."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from members.coming_in import invitations
from members.coming_in.guests import Guest, Place
from members.french import of
from members.models import (
    Invitation,
    JournalEntry,
    Member,
    Membership,
    Profession,
    Structure,
)
from tests.members.test_invitations import GIVEN, link_of
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]
NEW = "nouvelle@test.example"


@pytest.fixture
def until() -> date:
    return timezone.localdate() + timedelta(days=60)


@pytest.fixture
def by_staff(people: People, spaces: Spaces, work: Work) -> None:
    midwife = Profession.objects.get(name="Sage-femme")
    guest = Guest(NEW, "Inès", "Carvalho", professions=(midwife,))
    invitations.invite(people.staff, [(guest, [Place(spaces.ges)])], "Bienvenue")
    work()
    mail.outbox.clear()


def post(browser: Client, spaces: list[int], **more: object) -> str:
    given = {"people": NEW, "spaces": spaces, "level": "reader"} | more
    return browser.post("/invitations/nouvelle/", given, follow=True).content.decode()


def as_occasional(until: date) -> dict[str, object]:
    return {"role": "occasional", "ends_on": until.isoformat()}


@pytest.mark.usefixtures("by_staff")
def test_an_editor_adds_his_spaces_and_leaves_the_rest(
    people: People, spaces: Spaces, until: date, sign_in: SignIn, work: Work
) -> None:
    before = Invitation.objects.get()
    page = post(
        sign_in(people.editor),
        [spaces.group.pk],
        people=f"Autre Nom <{NEW}>",
        word="Moi",
        **as_occasional(until),
    )
    assert "déjà invitée par Sylvie Barge" in page
    assert "vos espaces sont ajoutés (« Sorties d’hôpital »)" in page.replace(
        "\u202f", " "
    )
    work()
    assert mail.outbox == []
    made = Invitation.objects.get()
    assert (made.first_name, made.role, made.word) == ("Inès", "permanent", "Bienvenue")
    assert made.invited_by == people.staff
    assert made.token_hash == before.token_hash
    assert [p.name for p in made.professions.all()] == ["Sage-femme"]
    assert {(p.space, p.role, p.ends_on) for p in made.places.all()} == {
        (spaces.ges, "contributor", None),
        (spaces.group, "reader", until),
    }


def test_an_editor_neither_lowers_nor_raises_a_place_that_another_gave(
    people: People, spaces: Spaces, until: date, sign_in: SignIn
) -> None:
    invitations.invite(people.staff, [(Guest(NEW), [Place(spaces.group, "editor")])])
    page = post(sign_in(people.editor), [spaces.group.pk], **as_occasional(until))
    assert "rien n’a changé" in page
    assert Invitation.objects.get().places.get().role == "editor"


@pytest.mark.usefixtures("by_staff")
def test_one_whose_time_was_over_leaves_again_for_an_editor(
    people: People, spaces: Spaces, until: date, sign_in: SignIn, work: Work
) -> None:
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    page = post(sign_in(people.editor), [spaces.group.pk], **as_occasional(until))
    assert "repart avec un nouveau lien" in page
    work()
    assert "Sylvie Barge vous invite" in mail.outbox[0].subject
    assert Invitation.objects.get().is_pending


def test_its_author_corrects_it_and_sends_it_again(
    people: People, spaces: Spaces, until: date, sign_in: SignIn, work: Work
) -> None:
    editor = sign_in(people.editor)
    post(editor, [spaces.group.pk], word="Un mot", **as_occasional(until))
    later = until + timedelta(days=30)
    page = post(
        editor,
        [spaces.group.pk],
        people=f"Inès Carvalho <{NEW}>",
        **as_occasional(later),
    )
    assert "Vous aviez déjà invité" in page
    made = Invitation.objects.get()
    assert (made.last_name, made.word) == ("Carvalho", "Un mot")
    assert made.places.get().ends_on == later


def test_staff_change_the_role_add_spaces_and_empty_nothing(
    people: People, spaces: Spaces, until: date, sign_in: SignIn
) -> None:
    guest = Guest(NEW, "Inès", "Carvalho", role="occasional")
    invitations.invite(people.editor, [(guest, [Place(spaces.group, ends_on=until)])])
    page = post(sign_in(people.staff), [spaces.ges.pk], role="permanent")
    assert "déjà invitée par Anne Villard" in page
    made = Invitation.objects.get()
    assert (made.first_name, made.role) == ("Inès", "permanent")
    assert {p.space for p in made.places.all()} == {spaces.ges, spaces.group}


def test_who_becomes_an_occasional_member_has_an_end_everywhere(
    by_staff: None, people: People, spaces: Spaces, until: date, sign_in: SignIn
) -> None:
    post(sign_in(people.staff), [spaces.group.pk], **as_occasional(until))
    made = Invitation.objects.get()
    assert made.role == "occasional"
    assert {p.ends_on for p in made.places.all()} == {until}


def test_nothing_is_said_to_have_changed_when_nothing_has(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    staff = sign_in(people.staff)
    none = post(staff, [], people=people.outsider.email, role="permanent")
    assert "aucun espace n’était coché, rien n’a changé" in none
    new = post(staff, [spaces.ges.pk], people=people.outsider.email, role="permanent")
    assert "maintenant aussi dans" in new
    again = post(staff, [spaces.ges.pk], people=people.outsider.email, role="permanent")
    assert "déjà dans les espaces cochés, rien n’a changé" in again


@pytest.mark.parametrize("ticked", [True, False])
def test_a_closed_account_is_told_in_the_form_and_nothing_is_lost(
    people: People, spaces: Spaces, sign_in: SignIn, ticked: bool
) -> None:
    Member.objects.filter(pk=people.outsider.pk).update(is_active=False)
    answer = sign_in(people.staff).post(
        "/invitations/nouvelle/",
        {
            "people": f"{NEW}\n{people.outsider.email}",
            "role": "permanent",
            "level": "reader",
            "spaces": [spaces.ges.pk] if ticked else [],
            "word": "Un mot gardé",
        },
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f"Le compte {of(people.outsider.email)} est fermé" in page
    assert "Un mot gardé" in page
    assert not Invitation.objects.exists()


def test_an_occasional_account_without_an_end_is_told_in_the_form(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    page = post(
        sign_in(people.staff),
        [spaces.ges.pk],
        people=people.occasional.email,
        role="permanent",
    )
    assert "est membre occasionnel" in page


def test_the_mail_and_the_page_say_where_as_what_and_until_when(
    people: People, spaces: Spaces, until: date, work: Work, client: Client
) -> None:
    details = {"commune_code": "03138", "commune_name": "Lapalisse"}
    guest = Guest(NEW, role="occasional", details=details)
    places = [Place(spaces.group, "reader", until)]
    invitations.invite(people.staff, [(guest, places)])
    work()
    body = str(mail.outbox[-1].body)
    assert "comme membre occasionnel, dans" in body
    assert "- Sorties d’hôpital, pour lire, jusqu’au " in body
    path = link_of(mail.outbox[-1])
    page = client.get(path).content.decode()
    assert "membre occasionnel" in page
    assert "Sorties d’hôpital" in page
    assert "pour lire, jusqu’au" in page
    assert 'value="Lapalisse (03120)"' in page.replace("\u202f", " ")
    given = {
        "first_name": "I",
        "last_name": "C",
        "phone": "",
        "accepts": "on",
        "version": 1,
    }
    given |= {"commune": "Lapalisse (03120)"}
    given |= {"phone_audience": "spaces", "news_mail": "weekly", "password": ""}
    assert client.post(path, given).status_code == 302
    assert Member.objects.get(email=NEW).practices.get().commune_name == "Lapalisse"


def test_the_journal_says_that_the_newcomer_came_by_himself_and_who_invited(
    by_staff: None, people: People, spaces: Spaces, client: Client, work: Work
) -> None:
    invitations.resend(people.staff, Invitation.objects.get())
    work()
    path = link_of(mail.outbox[-1])
    given = {
        "first_name": "I",
        "last_name": "C",
        "phone": "",
        "accepts": "on",
        "version": 1,
    }
    given |= {"phone_audience": "spaces", "news_mail": "weekly", "password": ""}
    client.post(path, given)
    member = Member.objects.get(email=NEW)
    lines = JournalEntry.objects.filter(about=member).exclude(kind="sign_in")
    kinds = {line.kind: line for line in lines}
    assert set(kinds) == {"account", "charter", "right"}
    for line in lines:
        assert line.by == member
        assert line.address == "127.0.0.1"
    for kind in ("account", "right"):
        assert "invitation de Sylvie Barge" in kinds[kind].sentence
    assert Membership.objects.filter(member=member, space=spaces.ges).exists()


def test_withdrawing_asks_first_and_leaves_a_trace(
    by_staff: None, people: People, sign_in: SignIn
) -> None:
    found = Invitation.objects.get()
    staff = sign_in(people.staff)
    path = f"/invitations/{found.pk}/retirer/"
    assert NEW in staff.get(path).content.decode()
    assert Invitation.objects.get().withdrawn_at is None
    assert staff.post(path)["Location"] == "/invitations/"
    listed = staff.get("/invitations/?etat=retirees").content.decode()
    assert NEW in listed
    assert "retirée le" in listed
    assert "/renvoyer/" not in listed
    assert NEW not in staff.get("/invitations/").content.decode()
    again = staff.get(path, follow=True).content.decode()
    assert "déjà été retirée" in again


def test_the_list_tells_what_each_may_do_and_until_when_and_comes_back_as_it_was(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    guest = Guest(NEW, "Inès", "Carvalho", Member.Role.OCCASIONAL)
    end = timezone.localdate() + timedelta(days=20)
    place = Place(spaces.group, Membership.Role.READER, end)
    invitations.invite(people.staff, [(guest, [place])], "")
    client = sign_in(people.staff)
    asked = "?etat=attente&q=carv"
    page = client.get(f"/invitations/{asked}").content.decode()
    assert "lit jusqu’au" in page
    assert f'datetime="{end.isoformat()}"' in page

    found = Invitation.objects.get()
    again = f"/invitations/{found.pk}/renvoyer/{asked}"
    assert again.replace("&", "&amp;") in page
    for address in (again, again.replace("renvoyer", "retirer")):
        answer = client.post(address)
        assert answer["Location"] == f"/invitations/{asked}"


@pytest.mark.parametrize(
    ("sent", "place"),
    [
        ({"works_there": "on", "commune": ""}, ("Maison de santé", "03138")),
        ({"commune": "Vichy"}, ("", "03310")),
        ({"commune": ""}, None),
    ],
)
def test_a_newcomer_corrects_where_he_works(
    sent: dict[str, str],
    place: tuple[str, str] | None,
    people: People,
    work: Work,
    client: Client,
) -> None:
    house = Structure.objects.create(
        name="Maison de santé",
        kind="msp",
        commune_code="03138",
        commune_name="Lapalisse",
    )
    guest = Guest(NEW, details={"structure": house.pk})
    invitations.invite(people.staff, [(guest, [])])
    work()
    path = link_of(mail.outbox[-1])
    assert "J’exerce ici" in client.get(path).content.decode()
    wrong = client.post(path, GIVEN | {"commune": "Saint-Machin-les-Bains"})
    assert wrong.status_code == 422
    assert "Saint-Machin-les-Bains" in wrong.content.decode()
    assert client.post(path, GIVEN | sent).status_code == 302
    found = Member.objects.get(email=NEW).practices.first()
    if place is None:
        assert found is None
    else:
        assert found is not None
        structure = found.structure.name if found.structure else ""
        assert (structure, found.commune_code) == place
