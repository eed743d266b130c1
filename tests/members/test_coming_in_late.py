"""What happens between an invitation and its use: spaces close, demands wait."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from members import spaces as verbs
from members.coming_in import arriving, charter, demands, invitations
from members.coming_in.guests import Guest, Place
from members.coming_in.importing import plan
from members.models import (
    Invitation,
    InvitedTo,
    JoinRequest,
    JournalEntry,
    Member,
    Membership,
    PeopleFile,
    Space,
)
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
NEW = "nouvelle@test.example"


def come(invitation: Invitation) -> Member:
    token = invitation.renew()
    invitation.save()
    text = charter.in_force()
    assert text is not None
    details = {"first_name": "Inès", "last_name": "Carvalho"}
    return arriving.accept(token, details=details, password="", text=text)


@pytest.fixture
def invited(people: People, spaces: Spaces) -> Invitation:
    end = timezone.localdate() + timedelta(days=60)
    guest = Guest(NEW, role=Member.Role.OCCASIONAL)
    invitations.invite(people.editor, [(guest, [Place(spaces.group, ends_on=end)])])
    return Invitation.objects.get()


def test_who_comes_while_a_space_is_frozen_enters_when_it_opens(
    people: People, spaces: Spaces, invited: Invitation
) -> None:
    verbs.set_state(people.staff, spaces.group, Space.State.FROZEN)
    member = come(invited)
    assert not Membership.objects.filter(member=member).exists()
    assert arriving.waiting_of(member) == [spaces.group]
    said = JournalEntry.objects.filter(about=member, kind="right").get().sentence
    assert "attend la réouverture" in said
    verbs.set_state(people.staff, spaces.group, Space.State.OPEN)
    place = Membership.objects.get(member=member)
    assert (place.space, place.role) == (spaces.group, "contributor")
    entered = JournalEntry.objects.filter(about=member, kind="right").first()
    assert entered is not None
    assert "à la réouverture" in entered.sentence
    assert entered.by is None  # no deed of his: nor is the address his
    assert arriving.waiting_of(member) == []
    # Taken out since, he does not come back by the same invitation.
    verbs.remove_person(people.staff, place)
    for state in (Space.State.FROZEN, Space.State.OPEN):
        verbs.set_state(people.staff, spaces.group, state)
    assert not Membership.objects.current().filter(member=member).exists()


def test_he_reads_which_one_waits_and_a_mail_tells_when_it_opens(
    people: People,
    spaces: Spaces,
    invited: Invitation,
    sign_in: SignIn,
    work: Callable[[], None],
) -> None:
    verbs.set_state(people.staff, spaces.group, Space.State.FROZEN)
    member = come(invited)
    page = sign_in(member).get("/espaces/").content.decode()
    assert "Vous y entrerez dès qu’ils rouvriront" in page
    assert spaces.group.name in page
    verbs.set_state(people.staff, spaces.group, Space.State.OPEN)
    work()
    to_her = [each for each in mail.outbox if each.to == [NEW]]
    (told,) = [each for each in to_her if "Vous êtes dans" in each.subject]
    assert "de nouveau ouvert" in told.body
    page = sign_in(member).get("/espaces/").content.decode()
    assert "Vous y entrerez" not in page


def test_the_page_of_the_invitation_says_that_the_space_is_frozen(
    people: People, spaces: Spaces, invited: Invitation, client: Client
) -> None:
    verbs.set_state(people.staff, spaces.group, Space.State.FROZEN)
    token = invited.renew()
    invited.save()
    page = client.get(f"/invitation/{token}/").content.decode()
    assert "vous y entrerez dès qu’il rouvrira" in page


def test_an_editor_whose_space_is_frozen_keeps_what_she_wrote(
    people: People, spaces: Spaces, invited: Invitation, sign_in: SignIn
) -> None:
    browser = sign_in(people.editor)
    verbs.set_state(people.staff, spaces.group, Space.State.FROZEN)
    given = {
        "people": "autre@test.example",
        "role": "occasional",
        "spaces": [spaces.group.pk],
        "level": "reader",
        "ends_on": (timezone.localdate() + timedelta(days=9)).isoformat(),
    }
    answer = browser.post("/invitations/nouvelle/", given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "L’espace «\u202fSorties d’hôpital\u202f» est figé" in page
    assert "autre@test.example" in page
    assert NEW in browser.get("/invitations/").content.decode()
    assert Invitation.objects.count() == 1


def test_an_editor_must_tick_a_space_and_the_only_one_is_ticked(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    browser = sign_in(people.editor)
    page = browser.get("/invitations/nouvelle/").content.decode()
    assert f'value="{spaces.group.pk}" id="id_spaces_0" checked' in page.replace(
        "\n", ""
    )
    answer = browser.post("/invitations/nouvelle/", {"people": "x@test.example"})
    assert "Cochez au moins un espace" in answer.content.decode()


def test_the_demand_of_who_came_in_is_closed(
    people: People, spaces: Spaces, invited: Invitation, sign_in: SignIn
) -> None:
    demand = JoinRequest.objects.create(email=NEW, first_name="Inès", why="Venir")
    come(invited)
    demand.refresh_from_db()
    assert demand.state == JoinRequest.State.ACCEPTED
    assert demand.answered_by == people.editor


def test_a_member_is_not_sent_a_refusal(people: People, sign_in: SignIn) -> None:
    demand = JoinRequest.objects.create(
        email=people.member.email, first_name="Claire", why="Venir"
    )
    answer = sign_in(people.staff).post(
        f"/demandes/{demand.pk}/refuser/", {"word": "Non merci"}, follow=True
    )
    assert "a un compte maintenant" in answer.content.decode()
    with pytest.raises(invitations.NotUsableError):
        demands.refuse(people.staff, demand, "Non merci")
    assert mail.outbox == []
    page = sign_in(people.staff).get(f"/demandes/{demand.pk}/accepter/")
    assert "Clore la demande" in page.content.decode()


def test_an_end_written_for_a_permanent_member_holds(
    people: People, spaces: Spaces
) -> None:
    end = (timezone.localdate() + timedelta(days=30)).strftime("%d/%m/%Y")
    rows = f"adresse mail;espaces;rôle;jusqu’au\nzoe@x.fr;GES;permanent;{end}\n"
    file = PeopleFile(name="a.csv", text=rows, by=people.staff, choices={})
    (line,) = plan(file).lines
    assert [place.ends_on.strftime("%d/%m/%Y") for place in line.places] == [end]


def test_no_place_waits_for_who_came_to_an_open_space(
    people: People, invited: Invitation
) -> None:
    come(invited)
    assert not InvitedTo.objects.filter(waits=True).exists()


def test_a_cell_under_no_title_is_told(people: People, spaces: Spaces) -> None:
    rows = "adresse mail;espaces\nzoe@x.fr;GES;sorties;\nmoi@x.fr;GES;;\n"
    file = PeopleFile(name="a.csv", text=rows, by=people.staff, choices={})
    wrong, right = plan(file).lines
    assert wrong.action == wrong.ERROR
    assert "«\u202fsorties\u202f» n’est sous aucun titre" in wrong.told
    assert right.action == right.INVITE


def test_who_has_an_account_is_shown_as_he_is(people: People, spaces: Spaces) -> None:
    end = (timezone.localdate() + timedelta(days=30)).strftime("%d/%m/%Y")
    cells = f"{people.member.email};occasionnel;{end};{spaces.group.name}"
    rows = f"adresse mail;rôle;jusqu’au;espaces\n{cells}\n"
    file = PeopleFile(name="a.csv", text=rows, by=people.editor, choices={})
    (line,) = plan(file).lines
    assert line.shown()["role"] == "membre permanent"
