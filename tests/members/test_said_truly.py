"""Sentences that were not true of who reads them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.template import Context, Template
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from members.models import Member, Membership, PeopleFile, Practice, Space
from members.spaces.people import add_person
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
Work = Callable[[], None]


def read(browser: Client, path: str) -> str:
    return str(browser.get(path).content.decode())


def test_staff_who_leave_a_space_still_publish_there(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    for person in (people.staff, people.member):
        Membership.objects.get_or_create(space=spaces.every_member, member=person)
    path = f"/espaces/{spaces.every_member.slug}/quitter/"
    page = read(sign_in(people.staff), path)
    assert "vous continuerez d’y lire, d’y publier et d’y corriger" in page
    assert "sans rien y ajouter" not in page
    assert "il faudra qu’on vous y invite" not in page
    assert "la seule personne qui l’anime" not in page
    assert "sans rien y ajouter" in read(sign_in(people.member), path)


def test_staff_who_are_the_last_to_animate_are_warned(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    editor = Membership.Role.EDITOR
    Membership.objects.create(space=spaces.ges, member=people.staff, role=editor)
    browser = sign_in(people.staff)
    path = f"/espaces/{spaces.ges.slug}/quitter/"
    assert "la seule personne qui l’anime" in read(browser, path)
    Membership.objects.filter(space=spaces.ges, member=people.member).update(
        role=editor
    )
    assert "la seule personne qui l’anime" not in read(browser, path)


@pytest.mark.parametrize("path", ["/invitations/nouvelle/", "/invitations/fichier/"])
def test_who_may_invite_nowhere_is_told_why(
    path: str, people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    browser = sign_in(people.editor)
    assert "Dans quels espaces" in read(browser, path) or "Espaces pour tous" in read(
        browser, path
    )
    Space.objects.filter(pk=spaces.group.pk).update(state="frozen")
    page = read(browser, path)
    assert "Vous ne pouvez inviter dans aucun espace" in page
    assert f"L’espace «\u202f{spaces.group}\u202f» est figé" in page
    assert "Écrivez à l’équipe du Pays" in page
    assert 'name="spaces"' not in page
    assert 'name="role"' not in page
    assert 'name="role"' in read(sign_in(people.staff), path)


@pytest.mark.parametrize(
    ("contribution", "says"),
    [("contribute", "y proposer des documents"), ("publish", "y ajouter des document")],
)
def test_who_contributes_is_told_whether_he_proposes(
    contribution: str, says: str, people: People, spaces: Spaces, work: Work
) -> None:
    Space.objects.filter(pk=spaces.group.pk).update(contribution=contribution)
    spaces.group.refresh_from_db()
    add_person(people.staff, spaces.group, people.outsider, "contributor")
    work()
    assert says in mail.outbox[-1].body


def test_what_a_contributor_does_names_the_space(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    there = Membership.objects.get(space=spaces.group, member=people.member)
    page = read(
        sign_in(people.editor), f"/espaces/{spaces.group.slug}/personnes/{there.pk}/"
    )
    assert "ajoute des documents, si l’espace le permet" in page


def test_staff_who_fill_in_another_s_card_are_not_called_you(
    people: People, sign_in: SignIn
) -> None:
    own = read(sign_in(people.member), "/annuaire/ma-fiche/")
    assert "Vous le voyez toujours vous-même" in own
    page = read(sign_in(people.staff), f"/annuaire/{people.member.pk}/modifier/")
    assert "Vous le voyez toujours vous-même" not in page
    assert "La personne le voit toujours" in page


def test_the_page_of_an_account_erases_it_by_the_word_that_led_there(
    people: People, sign_in: SignIn
) -> None:
    Member.objects.filter(pk=people.member.pk).update(is_active=False)
    browser = sign_in(people.admin)
    assert "«\u202fEffacer le compte\u202f»" in read(
        browser, f"/annuaire/{people.member.pk}/"
    )
    page = read(browser, f"/admin/users/edit/{people.member.pk}/")
    assert "Effacer le compte" in page
    assert "Compte ouvert" in page


def test_an_empty_list_of_wagtail_is_said_in_french() -> None:
    with translation.override("fr"):
        said = gettext("There are no %(model_name)s to display.")
        more = gettext(
            'There are no %(model_name)s to display. Why not <a href="%(add_url)s">add '
            "one</a>?"
        )
    assert "de %(model_name)s" not in said + more
    assert more % {"model_name": "x", "add_url": "/a/"}


def test_many_are_counted_with_a_thin_space() -> None:
    shown = Template("{{ n|grouped }}").render(Context({"n": 9887}))
    assert shown == "9\u202f887"


def test_a_long_file_counts_so_and_all_one_s_files_are_found_again(
    people: People, sign_in: SignIn
) -> None:
    report = {"counts": {"invite": 9887, "error": 1200}, "lines": []}
    for n in range(8):
        PeopleFile.objects.create(name=f"f{n}.csv", by=people.staff, report=report)
    browser = sign_in(people.staff)
    file = PeopleFile.objects.latest("pk")
    page = read(browser, f"/invitations/fichier/{file.pk}/")
    assert "Faire les 9\u202f887 lignes justes" in page
    assert "1\u202f200 en erreur" in page
    found = read(browser, "/invitations/fichier/")
    assert all(f"f{n}.csv" in found for n in range(8))


def test_who_asks_to_join_is_offered_the_communes_of_here_first(
    people: People, client: Client
) -> None:
    for code, name in (("03138", "Lapalisse"), ("95127", "Cergy")):
        Practice.objects.create(
            member=people.member, commune_code=code, commune_name=name
        )
    given: dict[str, Any] = {"first_name": "A", "last_name": "B", "email": "a@x.fr"}
    given |= {"why": "x", "commune": "Saint-Prix"}
    page = client.post("/rejoindre/", given).content.decode()
    here, elsewhere = "Saint-Prix, Allier (03120)", "Saint-Prix, Ardèche (07270)"
    assert "Plusieurs communes répondent" in page
    assert page.index(here) < page.index(elsewhere)
