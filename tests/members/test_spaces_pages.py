"""The pages of the spaces: what each person is shown, and what it costs."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members.models import Member, Membership, Space, SpaceRequest
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]


def text(answer: Any) -> str:
    main = BeautifulSoup(answer.content, "html.parser").main
    return " ".join(main.get_text(" ").split()) if main else ""


def policies(space: Space, **changes: str) -> None:
    Space.objects.filter(pk=space.pk).update(**changes)


def crowd(count: int, space: Space, *, asking: int = 0) -> None:
    """Many people in a space, some of whom ask to enter."""
    start = Member.objects.count()
    made = Member.objects.bulk_create(
        Member(
            email=f"p{start + number}@test.example",
            first_name="Personne",
            last_name=f"{start + number:05d}",
        )
        for number in range(count + asking)
    )
    Membership.objects.bulk_create(
        Membership(space=space, member=member, role="contributor")
        for member in made[:count]
    )
    SpaceRequest.objects.bulk_create(
        SpaceRequest(space=space, member=member) for member in made[count:]
    )


def many_spaces(count: int, member: Member) -> None:
    start = Space.objects.count()
    made = Space.objects.bulk_create(
        Space(
            name=f"Espace {start + number}",
            slug=f"e-{start + number}",
            initials="EE",
            visibility="members",
            joining="open",
        )
        for number in range(count)
    )
    Membership.objects.bulk_create(
        Membership(space=space, member=member) for space in made[: count // 4]
    )


def cost(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


# --- the list


def test_the_list_shows_mine_those_i_may_enter_and_no_secret(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    policies(spaces.ges, joining="request", purpose="Tous ensemble.")
    policies(spaces.group, joining="invitation")
    policies(spaces.every_member, joining="open")
    client = sign_in(people.outsider)
    page = text(client.get("/espaces/"))
    assert "Tous ensemble." in page
    assert "Demander à entrer" in page
    assert "Rejoindre" in page
    assert "Sorties d’hôpital" not in page
    led = client.get("/espaces/ges/")
    assert led.headers["Location"] == "/espaces/ges/rejoindre/"
    for unknown in ("/espaces/sorties/", "/espaces/sorties/rejoindre/"):
        assert client.get(unknown).status_code == 404


def test_an_occasional_member_is_told_of_nothing_he_does_not_see(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    policies(spaces.ges, joining="request")
    policies(spaces.every_member, joining="open")
    client = sign_in(people.occasional)
    page = text(client.get("/espaces/"))
    assert "Sorties d’hôpital" in page
    assert "GES" not in page
    assert "Santé de l’enfant" not in page
    for slug in ("ges", "enfant"):
        for address in (f"/espaces/{slug}/", f"/espaces/{slug}/rejoindre/"):
            assert client.get(address).status_code == 404
            assert client.post(address).status_code == 404


def test_the_number_of_people_of_what_one_does_not_see_is_not_told(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    policies(spaces.ges, joining="request")
    cards = BeautifulSoup(
        sign_in(people.outsider).get("/espaces/").content, "html.parser"
    ).select(".card")
    (ges,) = [card.get_text() for card in cards if "GES" in card.get_text()]
    assert "personne" not in ges.replace("personnes de l’espace", "")


def test_joining_is_one_button(people: People, spaces: Spaces, sign_in: SignIn) -> None:
    policies(spaces.every_member, joining="open")
    client = sign_in(people.outsider)
    answer = client.post("/espaces/enfant/rejoindre/", follow=True)
    assert "Vous êtes dans" in text(answer)
    assert "Ajouter un document ici" in text(answer)


def test_asking_waits_and_is_taken_back(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    policies(spaces.ges, joining="request")
    client = sign_in(people.outsider)
    client.post("/espaces/ges/rejoindre/", {"word": "Bonjour"})
    page = text(client.get("/espaces/"))
    assert "Vos demandes en attente" in page
    client.post("/espaces/ges/demande/retirer/")
    assert "Vos demandes en attente" not in text(client.get("/espaces/"))
    assert client.post("/espaces/ges/demande/retirer/").status_code == 404


def test_too_long_a_word_is_told_and_kept(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    policies(spaces.ges, joining="request")
    answer = sign_in(people.outsider).post(
        "/espaces/ges/rejoindre/", {"word": "mot " * 400}
    )
    assert answer.status_code == 422
    assert "mot mot mot" in text(answer)
    assert not SpaceRequest.objects.filter(member=people.outsider).exists()


def test_archived_spaces_stand_apart(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    policies(spaces.group, state="archived")
    client = sign_in(people.member)
    page = text(client.get("/espaces/"))
    assert "Sorties d’hôpital" not in page
    assert "Espaces archivés (1)" in page
    assert "Sorties d’hôpital" in text(client.get("/espaces/?archives=on"))
    assert "Sorties d’hôpital" not in text(client.get("/mon-espace/"))


def test_many_spaces_are_searched_and_cut_into_pages(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    client = sign_in(people.outsider)
    assert 'id="find"' not in client.get("/espaces/").content.decode()
    many_spaces(60, people.member)
    page = client.get("/espaces/").content.decode()
    assert 'id="find"' in page
    assert "page 1 sur 3" in page
    found = text(client.get("/espaces/?q=SANTE enfant"))
    assert "Santé de l’enfant" in found
    assert "Espace 10" not in found
    assert "Aucun espace ne répond" in text(client.get("/espaces/?q=xyzzy"))


def test_the_list_costs_the_same_with_many(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    many_spaces(20, people.member)
    client = sign_in(people.member)
    few = cost(client, "/espaces/")
    many_spaces(1000, people.member)
    assert cost(client, "/espaces/") == few


# --- one space


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("member", "Vous pouvez lire et proposer des documents"),
        ("occasional", "Vous pouvez lire et télécharger ce qui est ici."),
        ("editor", "Vous animez cet espace"),
        ("staff", "Vous êtes de l’équipe du Pays"),
    ],
)
def test_it_says_to_each_what_he_may_do(
    who: str, says: str, people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    page = sign_in(people.all()[who]).get("/espaces/sorties/")
    assert says in text(page)
    assert ("/espaces/sorties/reglages/" in page.content.decode()) is (
        who in ("editor", "staff")
    )


def test_a_closed_space_says_so_and_offers_nothing(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    policies(spaces.group, state="frozen")
    for who in ("member", "editor", "staff"):
        page = sign_in(people.all()[who]).get("/espaces/sorties/")
        assert "Figé" in text(page)
        assert "rien ne s’y ajoute" in text(page)
        assert "?espace=sorties" not in str(
            [
                a["href"]
                for a in BeautifulSoup(page.content, "html.parser").select(
                    ".btn.main[href]"
                )
            ]
        )


def test_the_editor_is_shown_who_asks(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    SpaceRequest.objects.create(space=spaces.group, member=people.outsider)
    client = sign_in(people.editor)
    assert "Une personne demande à entrer" in text(client.get("/espaces/sorties/"))
    assert "Marc Thévenet" in text(client.get("/mon-espace/"))
    for other in (people.member, people.colleague):
        assert "demande à entrer" not in text(sign_in(other).get("/espaces/sorties/"))
        assert "Marc Thévenet" not in text(sign_in(other).get("/mon-espace/"))


def test_who_sees_all_spaces_is_not_told_to_ask_for_one(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    for path in ("/espaces/", "/mon-espace/"):
        page = sign_in(people.admin).get(path).content.decode()
        assert "Vous n’êtes encore dans aucun espace" not in page, path
        page = sign_in(people.outsider).get(path).content.decode()
        assert "Vous n’êtes encore dans aucun espace" in page, path
    page = sign_in(people.admin).get("/espaces/").content.decode()
    assert "Vous n’êtes inscrit dans aucun espace" in page
