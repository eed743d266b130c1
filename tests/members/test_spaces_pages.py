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


# --- people
<<<<<<< HEAD
=======


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
>>>>>>> b1a9659 (Small words: d’Odile, à l’instant, equipe-d-urgence, the professions that are ticked, who sees all spaces)
