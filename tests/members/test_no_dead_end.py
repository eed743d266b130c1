"""What is said where one would stop: answered demands, other roles, signing out."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from members import communes
from members.coming_in import demands, invitations
from members.coming_in.guests import Guest, Outcome, Place
from members.coming_in.telling import told
from members.models import JoinRequest, Member, Membership
from tests.members.signing_in.steps import say_again
from tests.members.test_invitations import link_of
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]
EMAIL = "paul@x.fr"
FACTOR = "un second moyen de vous reconnaître"


def invite(by: Member, role: str, place: Place | None = None) -> dict[str, Outcome]:
    guest = Guest(EMAIL, "Paul", "Durand", role)
    return invitations.invite(by, [(guest, [place] if place else [])])


def link(work: Work) -> str:
    work()
    return link_of(mail.outbox[-1])


@pytest.fixture
def demand(people: People) -> JoinRequest:
    asked: JoinRequest = JoinRequest.objects.create(
        email=EMAIL, first_name="Paul", last_name="Durand", why="Je suis kiné."
    )
    demands.refuse(people.admin, asked, "Hors du territoire.")
    return asked


@pytest.mark.parametrize("verb", ["accepter", "refuser"])
def test_a_demand_that_has_its_answer_says_whose_and_gives_the_word_back(
    people: People, sign_in: SignIn, demand: JoinRequest, verb: str
) -> None:
    staff = sign_in(people.staff)
    address = f"/demandes/{demand.pk}/{verb}/"
    seen = staff.get(address)
    sent = staff.post(address, {"word": "Un mot <b>long</b> à garder"})
    assert (seen.status_code, sent.status_code) == (200, 409)
    for page in (seen.content.decode(), sent.content.decode()):
        assert f"refusée par {people.admin.get_full_name()}" in page
        assert "Hors du territoire." in page
        assert "<textarea" not in page
    assert "n’est pas parti" not in seen.content.decode()
    assert "Un mot &lt;b&gt;long&lt;/b&gt; à garder" in sent.content.decode()
    demand.refresh_from_db()
    assert demand.answered_by == people.admin


def test_a_refusal_that_cannot_leave_keeps_its_words(
    people: People, sign_in: SignIn
) -> None:
    asked = JoinRequest.objects.create(
        email=people.member.email, first_name="Claire", why="Venir"
    )
    address = f"/demandes/{asked.pk}/refuser/"
    answer = sign_in(people.staff).post(address, {"word": "Un mot à garder"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "a un compte maintenant" in page
    assert "Un mot à garder" in page


def test_inviting_again_says_that_the_role_changes(people: People) -> None:
    occasional, staff = Member.Role.OCCASIONAL, Member.Role.STAFF
    (first,) = told(list(invite(people.admin, occasional).values()))
    (same,) = told(list(invite(people.admin, occasional).values()))
    (again,) = told(list(invite(people.admin, staff).values()))
    assert "viendra comme" not in first + same
    assert "«\u202fmembre de l’équipe du Pays\u202f», et non plus" in again
    assert again.endswith("comme «\u202fmembre occasionnel\u202f».")
    many = [
        Outcome(Outcome.RENEWED, f"p{number}@x.fr", now="Il viendra autrement.")
        for number in range(6)
    ]
    assert "6 adresses déjà invitées à un autre titre" in " ".join(told(many))


@pytest.mark.parametrize("who", ["staff", "editor", "member"])
def test_who_will_need_a_second_factor_reads_it_in_the_mail_and_on_the_page(
    client: Client, people: People, spaces: Spaces, work: Work, who: str
) -> None:
    role = Member.Role.STAFF if who == "staff" else Member.Role.PERMANENT
    runs = Membership.Role.EDITOR if who == "editor" else Membership.Role.READER
    invite(people.admin, role, Place(spaces.ges, runs))
    page = client.get(link(work)).content.decode()
    (html, _) = mail.outbox[-1].alternatives[0]  # type: ignore[attr-defined]
    for text in (page, str(mail.outbox[-1].body), str(html)):
        assert (FACTOR in text) == (who != "member")
    assert ("Trois choses, et c’est ouvert." in page) == (who == "member")


def test_who_signs_out_of_the_invitation_of_another_comes_back_to_it(
    people: People, sign_in: SignIn, work: Work
) -> None:
    invite(people.staff, Member.Role.PERMANENT)
    address = link(work)
    browser = sign_in(people.member)
    page = browser.get(address).content.decode()
    assert f'<input type="hidden" name="next" value="{address}">' in page
    answer = browser.post(reverse("account_logout"), {"next": address})
    assert answer["Location"] == address
    assert browser.get(address).status_code == 200


def test_how_long_many_mails_take_is_said() -> None:
    def ready(count: int) -> str:
        done = [Outcome(Outcome.INVITED, f"p{n}@x.fr") for n in range(count)]
        return " ".join(told(done))

    assert ready(1) == "1 invitation prête\u202f: le mail part dans la minute."
    assert ready(3).endswith("prêtes\u202f: les mails partent dans la minute.")
    many = ready(3000)
    assert many.startswith("3\u202f000 invitations prêtes")
    assert "comptez 50\u00a0minutes" in many


def test_an_empty_rpps_is_said_to_be_removed(people: People, sign_in: SignIn) -> None:
    member: Any = sign_in(people.member)
    say_again(member)
    address = reverse("members:my_rpps")
    given = member.post(address, {"rpps": "10000000017"}, follow=True)
    assert "RPPS est enregistré" in given.content.decode()
    emptied = member.post(address, {"rpps": ""}, follow=True)
    assert "RPPS est retiré" in emptied.content.decode()


def test_no_postcode_is_asked_of_who_gave_one() -> None:
    assert "donnez son nom et son code postal" in communes.proposed([])
    found = communes.named("Lapalisse (03120)")
    assert communes.proposed(found) == (
        "Peut-être «\u202fLapalisse (03120)\u202f»\u202f: écrivez-le ainsi."
    )
