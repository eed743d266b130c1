"""Passwords that are guessed, whatever their length, and those that are not."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from members import passwords
from members.coming_in import invitations
from members.coming_in.guests import Guest
from members.models import Member
from tests.members.signing_in.steps import give_password, link_in
from tests.members.test_invitations import GIVEN, link_of
from tests.people import PASSWORD, People

Work = Callable[[], None]


def refusals(password: str) -> list[str]:
    try:
        validate_password(password)
    except ValidationError as error:
        return error.messages
    return []


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("aaaaaaaaaaaa", passwords.FEW_SIGNS),
        ("abababababab", passwords.FEW_SIGNS),
        ("A1a1 A1a1 A1a1", passwords.FEW_SIGNS),
        ("!!!!!!??????", passwords.FEW_SIGNS),
        ("azertyazerty", passwords.REPEATED),
        ("motdepassemotdepasse", passwords.REPEATED),
        ("bonjourbonjour", passwords.REPEATED),
        ("Bonjour-Bonjour !", passwords.REPEATED),
        ("bonjour1bonjour2", passwords.REPEATED),
        ("Élevage2élevage2", passwords.REPEATED),
        ("jetaimejetaime", passwords.REPEATED),
        ("groupement03groupement03", passwords.REPEATED),
        ("azertyuiopqs", passwords.IN_A_ROW),
        ("poiuytrezamlkj", passwords.IN_A_ROW),
        ("qsdfghjklmqsdf", passwords.IN_A_ROW),
        ("qwertyasdfgh", passwords.COMMON),
        ("wxcvbnazerty", passwords.IN_A_ROW),
        ("1aqw2zsx3edc", passwords.IN_A_ROW),
        ("aqwzsxedcrfv", passwords.IN_A_ROW),
        ("a-b-c-d-e-f-g-h-i-j-x", passwords.IN_A_ROW),
        ("abcdefghijkl", passwords.IN_A_ROW),
        ("lkjihgfedcba", passwords.IN_A_ROW),
        ("a-b-c-d-e-f-g-h", passwords.COMMON),
        ("aabbccddeeffgg", passwords.IN_A_ROW),
        ("azerty123456", passwords.COMMON),
        ("Abcdef123456!", passwords.COMMON),
        ("&é\"'(-è_çà)=", passwords.IN_A_ROW),
        ("trois mots sans lien", passwords.EXAMPLE),
        ("Trois-mots-sans-lien-2026", passwords.EXAMPLE),
        ("plusieursmotssansrapport", passwords.EXAMPLE),
        ("telechargement", passwords.COMMON),
        ("Motdepasse-2026", passwords.COMMON),
    ],
)
def test_what_is_guessed_is_refused_in_one_sentence(
    password: str, sentence: str
) -> None:
    assert refusals(password) == [sentence]


@pytest.mark.parametrize(
    "password",
    [
        "chaufferie-bois-1789",
        "douze-lapins-bleus",
        "trois-petits-chats-7",
        "sept-canards-gris-2",
        "le vélo de mémé est vert",
        "vertpoissonmontre",
        "ouvert la lettre votre",
        "la mer, la pluie, la chaussette",
        "Pomme Pomme Girafe Clavier",
        "bonbon nougat camomille",
        "mon chien azerty adore Moulins",
        "cheval-batterie-agrafe",
        "Il était 7 fois un castor",
        "quatre mots de la Besbre",
        "ma tante fait 3 tartes aux pruneaux",
        "kX7#vq9-Lm2w",
        "correct cheval pile agrafe",
    ],
)
def test_honest_words_are_taken(password: str) -> None:
    assert refusals(password) == []


def test_a_very_long_one_is_looked_at_in_no_time() -> None:
    begun = time.perf_counter()
    assert refusals("aqwz" * 500_000) == [passwords.FEW_SIGNS]
    assert refusals("abcdefgh ijk lmn " * 100_000)
    assert time.perf_counter() - begun < 2


@pytest.fixture
def forms(
    people: People, work: Work, mailoutbox: list[Any]
) -> dict[str, Callable[[str], str]]:
    """The three places where one chooses a password: what each page answers."""
    guest = Guest("chaufferie@nouvelle.example", "Inès", "Carvalho")
    invitations.invite(people.staff, [(guest, [])], "")
    work()
    invitation = link_of(mailoutbox[-1])
    stranger, member = Client(), Client()
    give_password(member, people.member)  # first: a sign-in ends the links
    stranger.post(reverse("account_reset_password"), {"email": people.member.email})
    work()
    reset = stranger.get(link_in(mailoutbox[-1])).headers["Location"]

    def post(client: Client, path: str, given: dict[str, str]) -> str:
        return str(client.post(path, given).content.decode())

    def twice(password: str) -> dict[str, str]:
        return {"password1": password, "password2": password}

    return {
        "invitation": lambda password: post(
            Client(), invitation, GIVEN | {"password": password}
        ),
        "reset": lambda password: post(stranger, reset, twice(password)),
        "change": lambda password: post(
            member,
            reverse("account_change_password"),
            twice(password) | {"oldpassword": PASSWORD},
        ),
    }


OWN = {
    "invitation": ("Inès Carvalho", "chaufferie@nouvelle"),
    "reset": ("Claire Morand", "member@test.example"),
    "change": ("Claire Morand", "member@test.example"),
}


@pytest.mark.parametrize("where", OWN)
def test_each_form_refuses_alike(
    forms: dict[str, Callable[[str], str]], where: str
) -> None:
    name, address = OWN[where]
    for password, says in {
        "bonjourbonjour": passwords.REPEATED,
        name: "Ce mot de passe est trop semblable à votre nom.",
        address: "Ce mot de passe est trop semblable à votre adresse mail.",
    }.items():
        page = forms[where](password).replace("&#x27;", "'")
        assert says in page, password
        assert "full_name" not in page
    assert not Member.objects.filter(first_name="Inès").exists()


@pytest.mark.parametrize(
    "password",
    [
        "exterieur2026demo",
        "demo!2026-Exterieur",
        "gesdupays2026!",
        "Maillage-2026-Pays",
    ],
)
def test_words_of_the_site_and_of_ones_own_are_no_password(password: str) -> None:
    user = Member(email="exterieur@demo.example", first_name="Zoé", last_name="Brun")
    validator = passwords.GuessedFirstValidator()
    assert validator.why_guessed(password, user) == passwords.MADE_OF
    assert validator.why_guessed(f"{password} girafe", user) == ""
    assert validator.why_guessed("74#19-kz!82+5", user) == ""  # no word at all


def test_the_new_password_is_not_the_old_one(client: Client, people: People) -> None:
    give_password(client, people.member)
    given = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    answer = client.post(reverse("account_change_password"), given)
    assert "C’est le mot de passe d’aujourd’hui" in answer.content.decode()
