"""Coming in by invitation: once, in time, by the right person."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from members.coming_in import invitations
from members.coming_in.guests import Guest, Outcome, Place
from members.models import (
    Charter,
    Invitation,
    JournalEntry,
    Member,
    Membership,
    Signature,
)
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]
NEW = "nouvelle@test.example"
GIVEN = {
    "first_name": "Inès",
    "last_name": "Carvalho",
    "phone": "04 65 71 00 10",
    "phone_audience": "spaces",
    "news_mail": "weekly",
    "password": "douze-lapins-bleus",
    "accepts": "on",
    "version": "1",
}


def link_of(message: Any) -> str:
    found = re.search(r"http://\S+(/invitation/\S+/)", message.body)
    assert found
    return found[1]


@pytest.fixture
def invited(people: People, spaces: Spaces, work: Work) -> str:
    """The link that a person received."""
    guest = Guest(NEW, "Inès", "Carvalho")
    invitations.invite(people.staff, [(guest, [Place(spaces.ges)])], "Bienvenue")
    work()
    return link_of(mail.outbox[-1])


def test_an_invitation_leads_from_the_mail_to_the_site(
    invited: str, client: Client, spaces: Spaces
) -> None:
    message = mail.outbox[-1]
    assert message.to == [NEW]
    assert "Sylvie Barge vous invite" in message.subject
    assert "Bienvenue" in message.body
    page = client.get(invited)
    assert page.status_code == 200
    assert "Inès" in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"

    answer = client.post(invited, GIVEN)
    assert answer.status_code == 302
    member = Member.objects.get(email=NEW)
    assert client.session["_auth_user_id"] == str(member.pk)
    assert member.check_password("douze-lapins-bleus")
    assert member.phone_audience == "spaces"
    assert Membership.objects.get(member=member).space == spaces.ges
    assert Signature.objects.filter(member=member).exists()
    assert client.get(answer["Location"]).status_code == 200


def test_the_database_does_not_hold_the_link(invited: str) -> None:
    token = invited.split("/")[-2]
    kept = Invitation.objects.values_list("token_hash", flat=True).get(email=NEW)
    assert token not in kept


def test_a_password_is_not_needed(invited: str, client: Client) -> None:
    client.post(invited, GIVEN | {"password": ""})
    assert not Member.objects.get(email=NEW).has_usable_password()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"accepts": ""}, "Sans votre accord sur la charte"),
        ({"password": "azerty123456"[:8]}, "trop court"),
        ({"password": "password1234"}, "trop courant"),
        ({"first_name": ""}, "remplissez-le"),
    ],
)
def test_what_is_missing_opens_no_account_and_loses_nothing(
    invited: str, client: Client, change: dict[str, str], says: str
) -> None:
    page = client.post(invited, GIVEN | change)
    assert page.status_code == 422
    text = page.content.decode()
    assert says in text
    assert "04 65 71 00 10" in text
    assert not Member.objects.filter(email=NEW).exists()


def test_an_invitation_serves_once(invited: str, client: Client) -> None:
    client.post(invited, GIVEN)
    again = Client().post(invited, GIVEN | {"first_name": "Autre"})
    assert again.status_code == 410
    assert "a déjà servi" in again.content.decode()
    assert Member.objects.get(email=NEW).first_name == "Inès"


def test_someone_who_is_signed_in_does_not_use_the_invitation_of_another(
    invited: str, people: People, sign_in: SignIn
) -> None:
    browser = sign_in(people.member)
    for answer in (browser.get(invited), browser.post(invited, GIVEN)):
        assert answer.status_code == 410
        assert "connecté comme Claire Morand" in answer.content.decode()
    assert not Member.objects.filter(email=NEW).exists()


def test_an_invitation_is_over_after_its_time(invited: str, client: Client) -> None:
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = client.post(invited, GIVEN)
    assert answer.status_code == 410
    assert "dépassé sa date" in answer.content.decode()
    assert not Member.objects.filter(email=NEW).exists()


def test_sent_again_the_new_link_opens_and_the_old_one_does_not(
    invited: str, people: People, sign_in: SignIn, work: Work, client: Client
) -> None:
    found = Invitation.objects.get(email=NEW)
    sign_in(people.staff).post(f"/invitations/{found.pk}/renvoyer/")
    work()
    assert client.get(link_of(mail.outbox[-1])).status_code == 200
    assert client.get(invited).status_code == 410


def test_withdrawn_its_link_opens_nothing(
    invited: str, people: People, sign_in: SignIn, client: Client
) -> None:
    found = Invitation.objects.get(email=NEW)
    sign_in(people.staff).post(f"/invitations/{found.pk}/retirer/")
    assert client.post(invited, GIVEN).status_code == 410
    assert not Member.objects.filter(email=NEW).exists()


def test_an_unknown_link_says_nothing_more(client: Client, db: None) -> None:
    answer = client.get("/invitation/nimporte-quoi/")
    assert answer.status_code == 410
    assert "n’est plus, le bon" in answer.content.decode()


def test_who_has_an_account_is_put_in_the_space_at_once(
    people: People, spaces: Spaces
) -> None:
    guest = Guest(people.outsider.email)
    outcome = invitations.invite(people.staff, [(guest, [Place(spaces.ges)])])
    assert [done.kind for done in outcome.values()] == [Outcome.MEMBER]
    assert Membership.objects.filter(member=people.outsider, space=spaces.ges).exists()
    assert not Invitation.objects.exists()


def test_an_editor_invites_occasional_members_to_his_space_only(
    people: People, spaces: Spaces
) -> None:
    until = timezone.localdate() + timedelta(days=90)
    guest = Guest(NEW, role=Member.Role.OCCASIONAL)
    invitations.invite(people.editor, [(guest, [Place(spaces.group, ends_on=until)])])
    with pytest.raises(PermissionDenied):
        invitations.invite(people.editor, [(Guest(NEW), [Place(spaces.group)])])
    with pytest.raises(PermissionDenied):
        invitations.invite(people.editor, [(guest, [Place(spaces.ges)])])
    with pytest.raises(PermissionDenied):
        invitations.invite(people.member, [(guest, [Place(spaces.group)])])


def test_a_pasted_list_invites_each_once(
    people: People, spaces: Spaces, sign_in: SignIn, work: Work
) -> None:
    text = "a@test.example, B <b@test.example>;\nA@test.example\n\nMORAND Zoé <z@x.fr>"
    answer = sign_in(people.staff).post(
        "/invitations/nouvelle/",
        {"people": text, "role": "permanent", "level": "contributor"},
        follow=True,
    )
    assert "3 invitations prêtes" in answer.content.decode()
    work()
    assert {m.to[0] for m in mail.outbox} == {
        "a@test.example",
        "b@test.example",
        "z@x.fr",
    }
    assert Invitation.objects.get(email="z@x.fr").last_name == "Morand"
    assert JournalEntry.objects.filter(kind="invitation").count() == 3


def test_a_bad_line_is_told_and_nothing_is_sent(
    people: People, sign_in: SignIn
) -> None:
    answer = sign_in(people.staff).post(
        "/invitations/nouvelle/",
        {"people": "a@b.fr\npas une adresse", "role": "permanent", "level": "reader"},
    )
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Ligne 2" in text
    assert "a@b.fr" in text
    assert not Invitation.objects.exists()


def test_a_refused_address_is_told_on_the_page_and_the_others_leave(
    people: People, work: Work, sign_in: SignIn, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "tests.members.mail_moods.Refusing"
    guests = [Guest("refuse@x.fr"), Guest("ok@x.fr")]
    invitations.invite(people.staff, [(guest, []) for guest in guests])
    work()
    assert Invitation.objects.get(email="ok@x.fr").sent_at
    assert Invitation.objects.get(email="refuse@x.fr").sent_at is None
    page = sign_in(people.staff).get("/invitations/").content.decode()
    assert "Pas partie" in page


def test_a_server_that_does_not_answer_is_asked_again(
    people: People, work: Work, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "tests.members.mail_moods.Down"
    invitations.invite(people.staff, [(Guest(NEW), [])])
    work()
    assert Invitation.objects.get(email=NEW).sent_at is None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    invitations.send_invitations.func(0)
    assert [m.to for m in mail.outbox] == [[NEW]]


def test_the_page_of_invitations_costs_the_same_with_many(
    people: People, spaces: Spaces, sign_in: SignIn, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browser = sign_in(people.staff)

    def fill(start: int, end: int) -> None:
        guests = [(Guest(f"p{n}@x.fr"), [Place(spaces.ges)]) for n in range(start, end)]
        invitations.invite(people.staff, guests)

    fill(0, 5)
    browser.get("/invitations/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get("/invitations/")
    fill(5, 300)
    with CaptureQueriesContext(connection) as many:
        browser.get("/invitations/")
    assert len(many) == len(few)


def test_an_editor_sees_only_the_invitations_he_made(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    invitations.invite(people.staff, [(Guest("du-pays@x.fr"), [])])
    found = Invitation.objects.get()
    browser = sign_in(people.editor)
    assert "du-pays@x.fr" not in browser.get("/invitations/").content.decode()
    assert browser.post(f"/invitations/{found.pk}/retirer/").status_code == 404
    assert Invitation.objects.get().withdrawn_at is None


def test_there_is_no_other_way_to_an_account(client: Client, db: None) -> None:
    before = Member.objects.count()
    for path in ("/inscription/", "/accounts/signup/", "/connexion/inscription/"):
        client.post(path, {"email": NEW, "password1": "douze-lapins-bleus"})
    assert Member.objects.count() == before
    assert Charter.objects.exists()


def test_an_identity_shown_on_the_way_belongs_to_the_new_member(
    invited: str, client: Client, settings: Any
) -> None:
    client.get(invited)
    session = client.session
    session["held_identity"] = {
        "invitation": Invitation.objects.get(email=NEW).pk,
        "provider": "psc",
        "uid": "899700000001",
        "details": {"who": "Inès Carvalho", "rpps": "", "professions": ["60"]},
    }
    session.save()
    page = client.get(invited).content.decode()
    assert "Pro Santé Connect vous reconnaît" in page
    client.post(invited, GIVEN)
    member = Member.objects.get(email=NEW)
    linked = SocialAccount.objects.get(user=member)
    assert (linked.provider, linked.uid) == ("psc", "899700000001")
    assert [p.code for p in member.professions.all()] == ["60"]


def test_the_link_that_served_leads_its_owner_to_his_space(
    invited: str, client: Client, people: People, sign_in: SignIn
) -> None:
    client.post(invited, GIVEN)
    again = client.get(invited, follow=True)
    assert again.redirect_chain == [("/mon-espace/", 302)]
    assert "Votre compte est ouvert." in again.content.decode()
    assert sign_in(people.member).get(invited).status_code == 410
    assert Client().get(invited).status_code == 410


def test_the_tabs_count_what_is_searched(
    invited: str, client: Client, people: People, sign_in: SignIn
) -> None:
    client.post(invited, GIVEN)
    page = sign_in(people.staff).get("/invitations/?q=carvalho")
    assert page.context["counts"]["acceptees"] == 1
    assert "1 parmi les acceptées" in page.content.decode()
    assert 'href="?q=carvalho&amp;etat=acceptees"' in page.content.decode()
    none = sign_in(people.staff).get("/invitations/?q=personne")
    assert set(none.context["counts"].values()) == {0}
    assert "Aucune invitation ne répond" in none.content.decode()


@pytest.mark.parametrize("path", ["/invitations/nouvelle/", "/invitations/fichier/"])
def test_an_editor_is_offered_no_choice_of_one(
    path: str, people: People, sign_in: SignIn
) -> None:
    page = sign_in(people.editor).get(path)
    text = page.content.decode()
    assert 'type="radio"' not in text
    assert '<input type="hidden" name="role" value="occasional"' in text
    assert "membre permanent voit" not in text
    label = re.search(r'<label for="id_ends_on">(.*)</label>', text)
    assert label
    assert "facultatif" not in label[1]
    assert page.context["form"].fields["ends_on"].required == ("nouvelle" in path)
    assert 'type="radio"' in sign_in(people.staff).get(path).content.decode()


def test_the_end_given_to_a_permanent_member_is_that_of_his_places(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    until = timezone.localdate() + timedelta(days=60)
    given = {
        "people": NEW,
        "role": "permanent",
        "level": "reader",
        "ends_on": until.isoformat(),
    }
    browser = sign_in(people.staff)
    nowhere = browser.post("/invitations/nouvelle/", given)
    assert nowhere.status_code == 422
    assert "Cette date est celle des espaces cochés" in nowhere.content.decode()
    browser.post("/invitations/nouvelle/", given | {"spaces": [spaces.ges.pk]})
    assert Invitation.objects.get().places.get().ends_on == until
