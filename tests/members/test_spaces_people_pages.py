"""The pages by which one looks after the people of a space, or leaves it."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from bs4 import BeautifulSoup
from django.utils import timezone

from members.models import Member, Membership, Space, SpaceRequest
from tests.members.test_spaces_pages import SignIn, cost, crowd, text
from tests.people import SECRET, People, Spaces


def test_everyone_of_the_space_is_listed_and_found(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    crowd(80, spaces.group)
    client = sign_in(people.member)
    first = client.get("/espaces/sorties/personnes/")
    assert "page 1 sur 2" in text(first)
    assert text(first).index("Anne Villard") < text(first).index("Personne 000")
    found = text(client.get("/espaces/sorties/personnes/?q=aubert"))
    assert "Lise Aubert" in found
    assert "Claire Morand" not in found
    assert "/modifier" not in first.content.decode()
    assert "Luc Pradel" not in text(first)  # his time is over


def test_every_word_of_the_question_counts(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    for last in ("de la Tour du Pin Chambly", "de la Tour du Pin Verclause"):
        person = Member.objects.create_user(f"{last[-5:]}@x.fr", last_name=last)
        Membership.objects.create(space=spaces.group, member=person)
    asked = "?q=de+la+tour+du+pin+tour+verclause"
    found = text(sign_in(people.member).get(f"/espaces/sorties/personnes/{asked}"))
    assert "Verclause" in found.replace("verclause", "")
    assert "Chambly" not in found
    long = "+".join("abcdefghij" * 20)
    page = sign_in(people.member).get(f"/espaces/sorties/personnes/?q={long}")
    assert page.status_code == 200


def test_the_people_cost_the_same_with_five_thousand(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    crowd(5, spaces.group, asking=3)
    client = sign_in(people.editor)
    addresses = [
        "/espaces/sorties/personnes/",
        "/espaces/sorties/personnes/?q=personne",
        "/espaces/sorties/",
        "/espaces/sorties/personnes/ajouter/?q=personne",
    ]
    crowd(30, spaces.ges)
    few = [cost(client, address) for address in addresses]
    crowd(5000, spaces.group, asking=200)
    assert [cost(client, address) for address in addresses] == few


def test_an_editor_finds_adds_changes_removes_and_puts_back(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    client = sign_in(people.editor)
    add = "/espaces/sorties/personnes/ajouter/"
    assert "Marc Thévenet" in text(
        client.get(f"{add}?q=thevenet@")
    ) or "Marc Thévenet" in text(client.get(f"{add}?q=Thévenet"))
    assert "Claire Morand" not in text(client.get(f"{add}?q=Claire"))  # is inside
    sent = {"q": "Marc", "member": people.outsider.pk, "role": "reader"}
    assert "Marc Thévenet" in text(client.post(add, sent, follow=True))
    place = Membership.objects.get(member=people.outsider, space=spaces.group)

    person = f"/espaces/sorties/personnes/{place.pk}/"
    end = timezone.localdate() + timedelta(days=40)
    client.post(person, {"role": "contributor", "ends_on": end.isoformat()})
    place.refresh_from_db()
    assert (place.role, place.ends_on) == ("contributor", end)

    asks = text(client.get(f"{person}retirer/"))
    assert "ne verra plus rien de l’espace, aussitôt" in asks
    gone = client.post(f"{person}retirer/", {"word": "Merci."}, follow=True)
    assert not Membership.objects.filter(pk=place.pk).exists()
    main = BeautifulSoup(gone.content, "html.parser").main
    assert main is not None
    back = main.find("a", string="Remettre cette personne")
    assert back is not None
    offered = client.get(str(back["href"]))
    assert "Marc Thévenet" in text(offered)
    assert 'value="contributor"' in offered.content.decode()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"role": "reader"}, "Choisissez une personne"),
        ({"role": "reader", "member": "1000000"}, "n’est plus dans la liste"),
        ({"role": "owner", "member": "outsider"}, "valide"),
        ({"role": "reader", "member": "outsider", "ends_on": "demain"}, "31/12/2026"),
        ({"role": "reader", "member": "outsider", "ends_on": "2020-01-01"}, "passée"),
        ({"role": "reader", "member": "former"}, "date de fin"),
    ],
)
def test_a_wrong_place_is_told_and_nothing_is_lost(
    sent: dict[str, str], says: str, people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    whole: dict[str, Any] = {"q": "test.example", "word": "Bienvenue parmi nous"} | sent
    if sent.get("member") in people.all():
        whole["member"] = people.all()[sent["member"]].pk
    before = Membership.objects.current().count()
    answer = sign_in(people.editor).post("/espaces/sorties/personnes/ajouter/", whole)
    assert answer.status_code == 422
    assert says in text(answer)
    assert "Bienvenue parmi nous" in text(answer)
    assert Membership.objects.current().count() == before


def test_an_occasional_editor_finds_only_by_the_whole_address(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    Membership.objects.filter(member=people.occasional).update(role="editor")
    TOTP.activate(people.occasional, SECRET)  # as who edits must
    client = sign_in(people.occasional)
    add = "/espaces/sorties/personnes/ajouter/"
    assert "Marc Thévenet" not in text(client.get(f"{add}?q=Marc"))
    assert "Marc Thévenet" in text(client.get(f"{add}?q=outsider@test.example"))


def test_a_request_is_accepted_in_a_click_or_refused_with_a_word(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    client = sign_in(people.editor)
    asked = SpaceRequest.objects.create(space=spaces.group, member=people.outsider)
    address = f"/espaces/sorties/demandes/{asked.pk}/"
    assert address in client.get("/espaces/sorties/personnes/").content.decode()
    assert client.get(address).status_code == 200
    client.post(address, {"role": "contributor"})
    assert spaces.group in Space.objects.visible_to(people.outsider)
    again = client.post(address, {"refuser": "oui", "word": "Non"}, follow=True)
    assert "est déjà acceptée par Anne Villard" in text(again)

    other = SpaceRequest.objects.create(space=spaces.group, member=people.staff)
    client.post(
        f"/espaces/sorties/demandes/{other.pk}/", {"refuser": "oui", "word": "Complet"}
    )
    other.refresh_from_db()
    assert (other.state, other.answer) == ("refused", "Complet")


def test_the_request_of_another_space_is_not_answered_from_here(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    asked = SpaceRequest.objects.create(space=spaces.ges, member=people.outsider)
    place = Membership.objects.get(space=spaces.ges, member=people.member)
    client = sign_in(people.editor)
    for address in (
        f"/espaces/sorties/demandes/{asked.pk}/",
        f"/espaces/sorties/personnes/{place.pk}/",
        f"/espaces/sorties/personnes/{place.pk}/retirer/",
    ):
        assert client.post(address, {"role": "editor"}).status_code == 404


def test_leaving_asks_once_and_says_what_is_lost(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    client = sign_in(people.member)
    page = text(client.get("/espaces/sorties/quitter/"))
    assert "Vous ne verrez plus ce qu’il contient" in page
    client.post("/espaces/sorties/quitter/")
    assert client.get("/espaces/sorties/").status_code == 404


def test_the_last_editor_is_told_why_he_may_not_leave(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    client = sign_in(people.editor)
    asked = client.get("/espaces/sorties/quitter/")
    done = client.post("/espaces/sorties/quitter/")
    assert (asked.status_code, done.status_code) == (200, 403)
    for answer in (asked, done):
        assert "Confiez d’abord l’animation à une autre" in text(answer)
    assert 'href="/espaces/sorties/personnes/"' in asked.content.decode()
    place = Membership.objects.get(space=spaces.group, member=people.editor)
    given = {"role": "reader", "sure": "on"}
    answer = client.post(f"/espaces/sorties/personnes/{place.pk}/", given)
    assert answer.status_code == 422
    assert "Confiez d’abord l’animation à une autre" in text(answer)
    place.refresh_from_db()
    assert place.role == "editor"
