"""The charter: accepted, published anew, who has accepted it."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members.coming_in import charter
from members.models import Member, Signature
from tests.members.signing_in.steps import say_again
from tests.people import People

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]


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


def test_two_who_write_a_version_do_not_lose_each_others_words(
    people: People, sign_in: SignIn
) -> None:
    first, second = sign_in(people.staff), sign_in(people.admin)
    opened = second.get("/charte/nouvelle/").context["form"].initial
    text = f"{opened['text']}\n\nUn point de plus."
    for each in (first, second):
        each.get("/charte/nouvelle/")
    given = {"version": opened["version"], "changes": "Les photographies"}
    assert first.post("/charte/nouvelle/", given | {"text": text}).status_code == 302
    mine = {
        "version": opened["version"],
        "text": f"{opened['text']}\n\nMon point à moi.",
        "changes": "Mon point",
    }
    now = charter.in_force()
    assert now is not None
    charter.sign(people.admin, now)
    late = second.post("/charte/nouvelle/", mine)
    assert late.status_code == 409
    page = late.content.decode()
    for words in ("a changé pendant", "Un point de plus", "Mon point à moi"):
        assert words in page
    assert charter.version_in_force() == opened["version"] + 1
    # Read and mended, it is sent again from the form that came back.
    again = late.context["form"]
    sent = {name: again[name].value() for name in again.fields}
    assert second.post("/charte/nouvelle/", sent).status_code == 302
    assert charter.version_in_force() == opened["version"] + 2


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
