"""Asking to join, and the charter that everyone accepts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from members.coming_in import charter, invitations
from members.coming_in.guests import Guest, Place
from members.models import Invitation, JoinRequest, Member, Profession, Signature
from tests.members.signing_in.steps import say_again
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]
ASK = {
    "first_name": "Paul",
    "last_name": "Durand",
    "email": "Paul@x.fr",
    "commune": "Lapalisse",
    "why": "Je suis kiné.",
}


def test_a_stranger_asks_and_staff_accept(
    client: Client, people: People, spaces: Spaces, sign_in: SignIn, work: Work
) -> None:
    ASK["profession"] = str(Profession.objects.get(name="Sage-femme").pk)
    assert client.post("/rejoindre/", ASK)["Location"] == "/rejoindre/merci/"
    work()
    assert ["paul@x.fr"] in [message.to for message in mail.outbox]
    staff = sign_in(people.staff)
    assert "Je suis kiné." in staff.get("/demandes/").content.decode()
    demand = JoinRequest.objects.get()
    staff.post(
        f"/demandes/{demand.pk}/accepter/",
        {
            "commune": "Cusset",  # staff know better where he works
            "spaces": [spaces.ges.pk],
            "level": "contributor",
            "word": "Avec plaisir",
        },
    )
    work()
    made = Invitation.objects.get()
    assert (made.email, made.word) == ("paul@x.fr", "Avec plaisir")
    assert made.details["commune_name"] == "Cusset"
    assert "Ouvrir mon compte" in mail.outbox[-1].body
    demand.refresh_from_db()
    assert (demand.state, demand.commune_name) == ("accepted", "Cusset")


def test_staff_refuse_with_a_word_that_leaves_by_mail(
    client: Client, people: People, sign_in: SignIn, work: Work
) -> None:
    client.post("/rejoindre/", ASK)
    demand = JoinRequest.objects.get()
    staff = sign_in(people.staff)
    path = f"/demandes/{demand.pk}/refuser/"
    assert staff.post(path, {"word": ""}).status_code == 422
    staff.post(path, {"word": "Hors du Pays."})
    work()
    assert any("Hors du Pays." in message.body for message in mail.outbox)
    assert staff.post(path, {"word": "Encore"}).status_code == 409
    demand.refresh_from_db()
    assert demand.answer == "Hors du Pays."


def test_the_answer_is_the_same_for_an_address_that_has_an_account(
    client: Client, people: People, work: Work
) -> None:
    stranger = client.post("/rejoindre/", ASK)
    member = client.post("/rejoindre/", ASK | {"email": people.member.email})
    assert (stranger.status_code, stranger["Location"]) == (
        member.status_code,
        member["Location"],
    )
    work()
    assert any("Vous avez déjà un compte" in sent.subject for sent in mail.outbox)
    assert JoinRequest.objects.count() == 1


def test_a_second_demand_at_an_address_is_kept_beside_the_first(
    client: Client, people: People, sign_in: SignIn
) -> None:
    client.post("/rejoindre/", ASK)
    other = ASK | {"first_name": "Jean", "commune": "Cusset", "why": "<b>Non</b>"}
    answers = [client.post("/rejoindre/", given) for given in (other, ASK)]
    assert {answer["Location"] for answer in answers} == {"/rejoindre/merci/"}
    demand = JoinRequest.objects.get()
    assert (str(demand), demand.commune_name) == ("Paul Durand", "Lapalisse")
    assert demand.why == "Je suis kiné."
    assert [said["name"] for said in demand.later] == ["Jean Durand"]
    staff = sign_in(people.staff)
    for path in ("/demandes/", f"/demandes/{demand.pk}/accepter/"):
        page = staff.get(path).content.decode()
        assert "Je suis kiné." in page
        assert "Une autre demande à la même adresse" in page
        assert "Jean Durand" in page
        assert "Cusset" in page
        assert "&lt;b&gt;Non" in page


def test_a_robot_that_fills_every_field_leaves_nothing(
    client: Client, db: None
) -> None:
    client.post("/rejoindre/", ASK | {"website": "https://spam.example"})
    assert not JoinRequest.objects.exists()


def test_a_whole_health_centre_may_ask_and_a_robot_is_stopped(
    client: Client, db: None
) -> None:
    codes = [
        client.post("/rejoindre/", ASK | {"email": f"p{n}@x.fr"}).status_code
        for n in range(32)
    ]
    assert codes == [302] * 30 + [429] * 2


def test_who_asks_too_often_keeps_what_he_typed(client: Client, db: None) -> None:
    for _ in range(3):
        assert client.post("/rejoindre/", ASK).status_code == 302
    again = client.post("/rejoindre/", ASK | {"why": "Encore un mot."})
    assert again.status_code == 429
    assert int(again["Retry-After"]) > 3000
    page = again.content.decode()
    assert "Recommencez dans 60" in page
    assert "Encore un mot." in page
    assert "mots de passe" not in page
    assert JoinRequest.objects.get().why == "Je suis kiné."
    assert client.post("/rejoindre/", ASK | {"email": "b@x.fr"}).status_code == 302


def asked_and_invited(people: People, spaces: Spaces, by: Member) -> JoinRequest:
    guest = Guest("paul@x.fr", "Paul-Henri", "Durand", role="occasional")
    until = timezone.localdate() + timedelta(days=60)
    invitations.invite(by, [(guest, [Place(spaces.group, "reader", until)])])
    return JoinRequest.objects.create(
        email="paul@x.fr", first_name="P.", last_name="D.", why="Je suis kiné."
    )


def test_accepting_who_is_invited_already_joins_the_two(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    demand = asked_and_invited(people, spaces, people.editor)
    staff = sign_in(people.staff)
    path = f"/demandes/{demand.pk}/accepter/"
    for page in (staff.get("/demandes/"), staff.get(path)):
        text = page.content.decode()
        assert "déjà invitée par Anne Villard" in text
        assert "Sorties d’hôpital" in text
    answer = staff.post(
        path, {"spaces": [spaces.ges.pk], "level": "contributor"}, follow=True
    )
    assert "déjà invitée par Anne Villard" in answer.content.decode()
    made = Invitation.objects.get()
    assert (made.first_name, made.role) == ("Paul-Henri", "permanent")
    assert {(p.space, p.role) for p in made.places.all()} == {
        (spaces.group, "reader"),
        (spaces.ges, "contributor"),
    }


def test_accepting_who_has_an_account_since_says_so(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    email = people.outsider.email
    demand = JoinRequest.objects.create(email=email, first_name="M", why="x")
    staff = sign_in(people.staff)
    path = f"/demandes/{demand.pk}/accepter/"
    assert "Cette adresse a un compte" in staff.get(path).content.decode()
    answer = staff.post(path, {"level": "reader"}, follow=True)
    assert "a déjà un compte" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_the_queue_costs_the_same_with_many(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    staff = sign_in(people.staff)

    def fill(start: int, end: int) -> None:
        for n in range(start, end):
            email = f"p{n}@x.fr"
            JoinRequest.objects.create(email=email, first_name="P", why="x")
            invitations.invite(people.staff, [(Guest(email), [Place(spaces.ges)])])

    fill(0, 3)
    staff.get("/demandes/")
    with CaptureQueriesContext(connection) as few:
        staff.get("/demandes/")
    fill(3, 40)
    with CaptureQueriesContext(connection) as many:
        staff.get("/demandes/")
    assert len(many) == len(few)


def test_a_new_charter_is_asked_of_everyone_once(
    people: People, sign_in: SignIn
) -> None:
    browser = sign_in(people.member)
    assert browser.get("/mon-espace/").status_code == 200
    new = charter.publish(people.staff, "## Nouveau\n\nTexte", "Une règle de plus.")
    asked = browser.get("/annuaire/?q=x")
    assert asked["Location"] == "/charte/?next=%2Fannuaire%2F%3Fq%3Dx"
    page = browser.get(asked["Location"]).content.decode()
    assert "Une règle de plus." in page
    answer = browser.post(
        "/charte/", {"version": new.version, "next": "/annuaire/?q=x"}
    )
    assert answer["Location"] == "/annuaire/?q=x"
    assert browser.get("/mon-espace/").status_code == 200
    signature = Signature.objects.get(member=people.member, charter=new)
    assert signature.signed_at
    assert Signature.objects.filter(member=people.member).count() == 2


def test_the_version_that_was_read_is_the_one_that_is_accepted(
    people: People, sign_in: SignIn
) -> None:
    browser = sign_in(people.member)
    charter.publish(people.staff, "Deux", "x")
    browser.get("/charte/")
    charter.publish(people.staff, "Trois", "y")
    browser.post("/charte/", {"version": "2"})
    assert not Signature.objects.filter(
        member=people.member, charter__version__gt=1
    ).exists()


def test_nothing_is_written_before_the_charter_is_accepted(
    people: People, sign_in: SignIn
) -> None:
    browser = sign_in(people.member)
    charter.publish(people.staff, "Deux", "x")
    answer = browser.post("/bibliotheque/ajouter/", {})
    assert answer["Location"].startswith("/charte/")
    assert "enregistré" in browser.get(answer["Location"]).content.decode()
    told = browser.post(
        "/bibliotheque/ajouter/", {}, headers={"accept": "application/json"}
    )
    assert told.status_code == 403
    assert "charte" in told.json()["error"]
    assert browser.get("/aide/").status_code == 200


@pytest.mark.parametrize(
    ("before", "next_page"),
    [
        ("http://testserver/annuaire/ma-fiche/?a=1", "/annuaire/ma-fiche/?a=1"),
        ("https://mal.example/annuaire/", "/"),
        ("", "/"),
    ],
)
def test_a_form_that_a_new_charter_stops_says_that_nothing_is_kept(
    before: str, next_page: str, people: People, sign_in: SignIn
) -> None:
    browser = sign_in(people.member)
    new = charter.publish(people.staff, "Deux", "x")
    stopped = browser.post("/annuaire/ma-fiche/", {}, headers={"referer": before})
    page = browser.get(stopped["Location"]).content.decode()
    assert "Ce que vous veniez d’envoyer n’est pas enregistré" in page
    assert f'name="next" value="{next_page}"' in page
    accepted = browser.post(
        stopped["Location"], {"version": new.version, "next": next_page}
    )
    assert accepted["Location"] == next_page
    read = browser.get("/charte/?next=/annuaire/").content.decode()
    assert "n’est pas enregistré" not in read


def test_who_does_not_accept_the_charter_takes_his_data_and_leaves(
    people: People, sign_in: SignIn
) -> None:
    browser = sign_in(people.member)
    charter.publish(people.staff, "Deux", "x")
    page = browser.get("/charte/").content.decode()
    assert 'href="/mes-donnees/#copie"' in page
    assert 'href="/mes-donnees/quitter/"' in page
    assert browser.get("/securite/").status_code == 200
    assert browser.get("/mes-donnees/").status_code == 200
    say_again(browser)
    copy = browser.post("/mes-donnees/copie/")
    assert copy["Content-Type"] == "application/zip"
    given = {"how": "close", "email": people.member.email}
    left = browser.post("/mes-donnees/quitter/", given)
    assert "Votre compte est fermé" in left.content.decode()


def test_a_charter_not_accepted_keeps_staff_from_the_means_of_others(
    people: People, sign_in: SignIn
) -> None:
    browser = sign_in(people.staff)
    charter.publish(people.admin, "Deux", "x")
    answer = browser.get(f"/securite/perdu/{people.member.pk}/")
    assert answer["Location"].startswith("/charte/")


@pytest.mark.parametrize(
    "there", ["https://mal.example/", "//mal.example", "javascript:1"]
)
def test_the_charter_leads_nowhere_else(
    there: str, people: People, sign_in: SignIn
) -> None:
    answer = sign_in(people.member).post("/charte/", {"version": "1", "next": there})
    assert answer["Location"] == "/mon-espace/"


def test_staff_publish_a_version_and_the_same_text_is_not_one(
    people: People, sign_in: SignIn
) -> None:
    browser = sign_in(people.staff)
    now = charter.in_force()
    assert now is not None
    same = browser.post("/charte/nouvelle/", {"text": now.text, "changes": "Rien"})
    assert same.status_code == 422
    browser.post("/charte/nouvelle/", {"text": "Autre <b>texte</b>", "changes": "Tout"})
    assert charter.version_in_force() == 2
    page = browser.get("/charte/").content.decode()
    assert "&lt;b&gt;texte" in page


def test_the_versions_that_were_replaced_stay_readable(
    people: People, sign_in: SignIn, client: Client
) -> None:
    first = charter.in_force()
    assert first is not None
    charter.publish(people.staff, "Deuxième texte", "x")
    charter.publish(people.staff, "Troisième texte", "y")
    browser = sign_in(people.member)  # who has not accepted the newest yet
    page = browser.get("/charte/").content.decode()
    assert 'href="/charte/1/"' in page
    assert 'href="/charte/2/"' in page
    assert 'href="/charte/3/"' not in page
    old = browser.get("/charte/2/").content.decode()
    assert "Deuxième texte" in old
    assert "n’est plus en vigueur" in old
    assert "acceptée par vous" in browser.get("/charte/1/").content.decode()
    assert browser.get("/charte/3/")["Location"] == "/charte/"
    assert browser.get("/charte/4/").status_code == 404
    assert "/charte/1/" not in client.get("/charte/").content.decode()
    assert client.get("/charte/1/")["Location"].startswith("/connexion/")


def test_staff_see_who_has_accepted_the_charter_and_who_has_not(
    people: People, sign_in: SignIn
) -> None:
    staff = sign_in(people.staff)
    new = charter.publish(people.staff, "Deux", "x")
    for person in (people.staff, people.member):
        charter.sign(person, new)
    page = staff.get("/charte/accords/")
    awaited = {person.email for person in page.context["page_obj"]}
    everyone = set(Member.objects.listed().values_list("email", flat=True))
    assert awaited == everyone - {people.staff.email, people.member.email}
    assert page.context["accepted"] == 2
    assert "avait accepté la version 1" in page.content.decode()
    done = staff.get("/charte/accords/?etat=acceptee")
    accepted = {person.email for person in done.context["page_obj"]}
    assert accepted == {people.staff.email, people.member.email}
    charter.sign(people.editor, new)
    assert sign_in(people.editor).get("/charte/accords/").status_code == 404


def test_who_has_accepted_costs_the_same_with_many(
    people: People, sign_in: SignIn
) -> None:
    staff = sign_in(people.staff)
    Member.objects.create(email="p@x.fr", first_name="P", last_name="P")
    staff.get("/charte/accords/")
    with CaptureQueriesContext(connection) as few:
        staff.get("/charte/accords/")
    for n in range(40):
        Member.objects.create(email=f"p{n}@x.fr", first_name="P", last_name=str(n))
    with CaptureQueriesContext(connection) as many:
        staff.get("/charte/accords/")
    assert len(many) == len(few)


def test_who_missed_several_versions_reads_all_that_changed(
    people: People, sign_in: SignIn
) -> None:
    for number in ("un", "deux", "trois"):
        charter.publish(people.staff, f"Texte {number}", f"Changement {number}.")
    client = sign_in(people.member)
    page = client.get("/charte/").content.decode()
    places = [page.index(f"Changement {number}.") for number in ("trois", "deux", "un")]
    assert places == sorted(places)
    newest = charter.in_force()
    assert newest is not None
    client.post("/charte/", {"version": newest.version})
    assert "Changement" not in client.get("/charte/").content.decode()
    charter.publish(people.staff, "Texte quatre", "Changement quatre.")
    page = client.get("/charte/").content.decode()
    assert "Changement quatre." in page
    assert "Changement trois." not in page
