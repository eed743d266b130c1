"""Asking again after a refusal, several people at once, names and letters in order."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from members.models import Member, Membership, Space, SpaceRequest
from tests.members.test_spaces_pages import cost, text
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]


def test_who_was_refused_reads_it_on_the_site_and_may_ask_again(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    Space.objects.filter(pk=spaces.group.pk).update(joining="request")
    client = sign_in(people.outsider)
    client.post("/espaces/sorties/rejoindre/", {"word": "Je suis kiné."})
    asked = SpaceRequest.objects.get(member=people.outsider)
    sign_in(people.editor).post(
        f"/espaces/sorties/demandes/{asked.pk}/", {"refuser": "oui", "word": "Complet."}
    )
    for path in ("/espaces/", "/espaces/sorties/rejoindre/"):
        page = text(client.get(path))
        assert "a été refusée le" in page
        assert "Complet." in page
        assert "Demander à nouveau" in page
    client.post("/espaces/sorties/rejoindre/", {"word": "En juin ?"})
    page = text(client.get("/espaces/"))
    assert "refusée" not in page
    assert "Votre demande attend" in page


def test_a_refusal_is_read_on_the_page_of_a_space_that_one_sees(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    Space.objects.filter(pk=spaces.every_member.pk).update(joining="request")
    SpaceRequest.objects.create(
        space=spaces.every_member,
        member=people.outsider,
        state="refused",
        answer="Pas cette année.",
        answered_at=timezone.now(),
    )
    page = text(sign_in(people.outsider).get("/espaces/enfant/"))
    assert "Pas cette année." in page
    assert "Demander à nouveau" in page
    assert "refusée" not in text(sign_in(people.member).get("/espaces/enfant/"))


def test_a_frozen_space_does_not_say_that_one_enters_it(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    Space.objects.filter(pk=spaces.every_member.pk).update(joining="open")
    client = sign_in(people.outsider)
    assert "On y entre" in text(client.get("/espaces/enfant/"))
    Space.objects.filter(pk=spaces.every_member.pk).update(state="frozen")
    assert "On y entre" not in text(client.get("/espaces/enfant/"))


def test_spaces_stand_in_french_order(people: People, sign_in: SignIn) -> None:
    for name in ("Zones blanches", "Éducation thérapeutique"):
        Space.objects.create(name=name, slug=name[0].lower(), initials="XX")
    names = [space.name for space in Space.objects.all()]
    assert names.index("Éducation thérapeutique") < names.index("GES")
    assert names[-1] == "Zones blanches"


ADD = "/espaces/sorties/personnes/ajouter/"


def test_who_is_already_there_is_not_said_to_have_no_account(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    asked = f"Claire Morand\n{people.colleague.email}\nNadie Inconnue"
    page = text(sign_in(people.editor).get(ADD, {"q": asked}))
    assert f"Déjà dans l’espace : Claire Morand, {people.colleague.email}." in page
    assert "Aucun compte trouvé sous ce nom : Nadie Inconnue." in page


def test_names_and_those_of_who_asks_lead_to_their_cards(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    SpaceRequest.objects.create(space=spaces.group, member=people.outsider)
    answer = sign_in(people.editor).get("/espaces/sorties/personnes/")
    links = BeautifulSoup(answer.content, "html.parser").select("main a")
    hrefs = {link.get("href") for link in links}
    assert {
        person.get_absolute_url() for person in (people.outsider, people.member)
    } <= hrefs


def test_several_are_added_at_once_by_names_or_addresses(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    client = sign_in(people.editor)
    asked = f"marc thevenet\n{people.staff.email}; Josette Girard\nNadie Inconnue"
    offered = client.get(ADD, {"q": asked})
    ticked = BeautifulSoup(offered.content, "html.parser").select("input[checked]")
    wanted = {people.outsider, people.staff, people.admin}
    assert {box["value"] for box in ticked if box["name"] == "member"} == {
        str(person.pk) for person in wanted
    }
    assert "Aucun compte trouvé sous ce nom" in text(offered)
    assert "Nadie Inconnue" in text(offered)
    sent = {"q": asked, "member": [each.pk for each in wanted], "role": "reader"}
    done = client.post(ADD, sent, follow=True)
    assert "3 personnes sont dans" in text(done)
    inside = Membership.objects.current().filter(space=spaces.group, role="reader")
    assert wanted <= {place.member for place in inside}


def test_all_are_added_or_none(people: People, spaces: Spaces, sign_in: SignIn) -> None:
    Membership.objects.filter(member=people.former).delete()
    both = [people.outsider.pk, people.former.pk]
    sent = {"q": "thévenet, pradel", "member": both, "role": "reader"}
    answer = sign_in(people.editor).post(ADD, sent)
    assert answer.status_code == 422
    assert "Luc Pradel est membre occasionnel" in text(answer)
    placed = Membership.objects.filter(member__in=both, space=spaces.group)
    assert not placed.exists()


def test_many_names_cost_one_query(people: People, sign_in: SignIn) -> None:
    client = sign_in(people.editor)
    few = cost(client, f"{ADD}?q=thevenet")
    many = "%0A".join(f"personne{number}" for number in range(50))
    assert cost(client, f"{ADD}?q=thevenet%0A{many}") == few


def test_two_spaces_do_not_get_the_same_letters(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    client = sign_in(people.staff)
    sent = {
        "name": "Gériatrie",
        "hue": "1",
        "visibility": "people",
        "joining": "invitation",
        "contribution": "read",
    }
    refused = client.post("/espaces/nouveau/", sent | {"initials": "ge"})
    assert "a déjà ces deux lettres" in text(refused)
    assert "par exemple GR" in text(refused)
    client.post("/espaces/nouveau/", sent)
    assert Space.objects.get(name="Gériatrie").initials == "GR"


def ticked(page: Any) -> set[str]:
    return set(page.context["chosen"])


def test_only_whom_a_line_finds_alone_is_ticked(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    other = Member.objects.create_user(
        "marc2@test.example", first_name="Marc", last_name="Petit"
    )
    client = sign_in(people.editor)
    assert ticked(client.get(f"{ADD}?q=Marc")) == set()
    assert ticked(client.get(f"{ADD}?q=Marc%0AMarc+Petit")) == {str(other.pk)}
    assert ticked(client.get(f"{ADD}?q=Marc+Petit%0AThévenet")) == {
        str(other.pk),
        str(people.outsider.pk),
    }
    # Claire is in the space: a second Claire may not be the one who is meant.
    claire = Member.objects.create_user(
        "claire2@test.example", first_name="Claire", last_name="Petit"
    )
    assert ticked(client.get(f"{ADD}?q=Claire")) == set()
    assert ticked(client.get(f"{ADD}?q=claire2@test.example")) == {str(claire.pk)}


def test_the_end_of_an_occasional_member_is_not_that_of_the_permanent_ones(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    client = sign_in(people.editor)
    both = f"{people.outsider.email}\n{people.former.email}"
    assert "les membres permanents n’en ont pas" in (
        client.get(ADD, {"q": both}).content.decode()
    )
    until = timezone.localdate() + timedelta(days=30)
    sent = {
        "q": both,
        "member": [people.outsider.pk, people.former.pk],
        "role": "reader",
        "ends_on": until.isoformat(),
    }
    page = client.post(ADD, sent, follow=True).content.decode()
    assert "La date de fin est celle des membres occasionnels" in page
    ends = Membership.objects.filter(space=spaces.group)
    assert ends.get(member=people.outsider).ends_on is None
    assert ends.get(member=people.former).ends_on == until


def test_the_end_given_to_permanent_members_alone_is_theirs(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    until = timezone.localdate() + timedelta(days=30)
    sent = {
        "q": people.outsider.email,
        "member": people.outsider.pk,
        "role": "reader",
        "ends_on": until.isoformat(),
    }
    sign_in(people.editor).post(ADD, sent)
    place = Membership.objects.get(space=spaces.group, member=people.outsider)
    assert place.ends_on == until


def test_who_asked_still_reads_his_answer_once_the_space_is_frozen(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    Space.objects.filter(pk=spaces.group.pk).update(joining="request")
    client = sign_in(people.outsider)
    door = "/espaces/sorties/rejoindre/"
    client.post(door, {"word": "Je suis kiné."})
    Space.objects.filter(pk=spaces.group.pk).update(state=Space.State.FROZEN)
    page = text(client.get(door))
    assert "Votre demande est gardée" in page
    assert "est figé" in page
    assert client.get("/espaces/sorties/")["Location"] == door
    asked = SpaceRequest.objects.get(member=people.outsider)
    sign_in(people.editor).post(
        f"/espaces/sorties/demandes/{asked.pk}/", {"refuser": "oui", "word": "Complet."}
    )
    for path in (door, "/espaces/"):
        assert "Complet." in text(client.get(path))
    assert "Demander à" not in text(client.get(door))
    assert client.post(door, {"word": "Encore"}).status_code == 403
    # Who never asked knows nothing of it.
    other = sign_in(people.former)
    assert other.get(door).status_code == 404
