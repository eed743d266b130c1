"""A member proposes a term for the glossary; the team of the Pays adds it, or not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django_tasks_db.models import DBTaskResult

from home.waiting import for_member
from members.models import Member, Membership, Space
from members.refusals import Refused, SpaceClosed
from pages.models import Proposal, Term
from pages.publishing import new_terms, proposals
from tests.pages.telling import soup, soup_of
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
FORM = "/glossaire/proposer/"
VSL = {
    "short": "VSL",
    "long": "véhicule sanitaire léger",
    "explanation": "Une voiture qui transporte, assise, une personne malade.",
    "reason": "Il est sur les bons de transport.",
}


def mails() -> list[tuple[str, str]]:
    rows = DBTaskResult.objects.filter(queue_name="mail").order_by("enqueued_at")
    return [(row.args_kwargs["args"][3], row.args_kwargs["args"][0]) for row in rows]


def propose(by: Member, **given: str) -> Proposal:
    return new_terms.propose_term(by, **(VSL | given))


def test_it_is_proposed_from_the_glossary_and_followed_by_its_author(
    people: People, sign_in: SignIn
) -> None:
    for person in (people.member, people.occasional, people.former):
        page = soup(sign_in(person), "/glossaire/")
        assert page.select(f'a[href="{FORM}"]')
        assert not page.select('main a[href^="mailto:"]')
    browser = sign_in(people.member)
    form = soup(browser, FORM)
    assert [field["name"] for field in form.select("main form .field [name]")] == [*VSL]
    assert "Lu par vous et par l’équipe du Pays." in form.text
    answer = browser.post(FORM, VSL, follow=True)
    assert "votre terme est proposé" in answer.content.decode()
    browser.post(FORM, VSL)  # the button pressed twice
    (made,) = Proposal.objects.all()
    assert answer.redirect_chain == [(made.get_absolute_url(), 302)]
    shown = soup_of(answer.content).main
    assert shown is not None
    for word in VSL.values():
        assert word in shown.text
    mine = soup(browser, "/mon-espace/")
    assert "Terme «\u202fVSL\u202f»" in mine.text
    assert sorted(to for to, _ in mails()) == sorted(
        [people.staff.email, people.admin.email]
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"short": " "}, "Écrivez le sigle ou le terme."),
        ({"short": "V" * 41}, "trop long pour un sigle\u202f: 40 signes au plus"),
        ({"long": ""}, "Écrivez-le en toutes lettres."),
        ({"long": "V.S.L."}, "Écrivez en toutes lettres, non le sigle"),
        ({"short": "a.r.s."}, "Le glossaire a déjà «\u202fARS\u202f»"),
        ({"explanation": "x" * 601}, "600 caractères"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    given: dict[str, str], said: str, people: People, sign_in: SignIn
) -> None:
    Term.objects.get_or_create(short="ARS", long="agence régionale de santé")
    answer = sign_in(people.member).post(FORM, VSL | given)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert VSL["reason"] in page
    assert not Proposal.objects.exists()


def test_what_was_looked_for_is_written_already(
    people: People, sign_in: SignIn
) -> None:
    browser = sign_in(people.member)
    (link,) = soup(browser, "/glossaire/?q=zzvsl").select(
        'main a[href^="/glossaire/p"]'
    )
    (field,) = soup(browser, str(link["href"])).select('[name="short"]')
    assert field["value"] == "zzvsl"


def test_the_team_adds_it_in_one_click_and_its_author_is_thanked(
    people: People, sign_in: SignIn
) -> None:
    made = propose(people.member)
    staff, path = sign_in(people.staff), made.get_absolute_url()
    waits = for_member(people.staff, RequestFactory().get("/"))
    (line,) = [each for each in waits if each.url == path]
    assert (line.label, line.space) == ("Proposé", None)
    form: Any = soup(staff, path).select_one('main form:has([value="add_term"])')
    given = {
        field["name"]: field.get("value") or field.text.strip()
        for field in form.select("input[name], textarea[name]")
    }
    assert staff.post(path, given | {"action": "add_term"})["Location"] == (
        "/glossaire/#terme-vsl"
    )
    term = Term.objects.get(short="VSL")
    assert (term.long, term.explanation) == (VSL["long"], VSL["explanation"])
    made.refresh_from_db()
    assert (made.state, made.term, made.answered_by) == (
        "accepted",
        term,
        people.staff,
    )
    to, subject = mails()[-1]
    assert to == people.member.email
    assert subject.startswith("Votre terme «\u202fVSL\u202f»")
    browser = sign_in(people.member)
    assert "Au glossaire" in soup(browser, "/mon-espace/").text
    page = soup(browser, path)
    assert page.select('main a[href="/glossaire/#terme-vsl"]')


@pytest.mark.parametrize(("short", "warned"), [("Soins", True), ("VSL", False)])
def test_a_word_of_every_day_is_added_with_the_warning_of_the_admin(
    short: str, warned: bool, people: People, sign_in: SignIn
) -> None:
    made = propose(people.member, short=short)
    given = {"short": short, "long": VSL["long"], "explanation": ""}
    answer = sign_in(people.staff).post(
        made.get_absolute_url(), given | {"action": "add_term"}, follow=True
    )
    assert Term.objects.filter(short=short).exists()
    warning = f"«\u202f{short}\u202f» s’écrit comme un mot courant"
    assert (warning in answer.content.decode()) == warned


def test_it_may_be_retouched_or_refused_with_a_word(
    people: People, sign_in: SignIn
) -> None:
    staff = sign_in(people.staff)
    first, second = propose(people.member), propose(people.member, short="VSL2")
    given = {"short": "VSL", "long": "voiture sanitaire", "explanation": ""}
    staff.post(first.get_absolute_url(), given | {"action": "add_term"})
    assert Term.objects.get(short="VSL").long == "voiture sanitaire"
    path = second.get_absolute_url()
    assert staff.post(path, {"action": "refuse"}).status_code == 422
    staff.post(path, {"action": "refuse", "word": "Il y est déjà."})
    page = soup(sign_in(people.member), path).text
    assert "Il y est déjà." in page
    assert "Pas retenu" in page
    assert mails()[-1][0] == people.member.email


def test_one_that_is_there_meanwhile_is_told_in_the_form(
    people: People, sign_in: SignIn
) -> None:
    made = propose(people.member)
    Term.objects.create(short="V.S.L.", long="véhicule")
    staff, given = sign_in(people.staff), {key: VSL[key] for key in ("short", "long")}
    answer = staff.post(made.get_absolute_url(), given | {"action": "add_term"})
    assert answer.status_code == 422
    assert "Le glossaire a déjà" in answer.content.decode()
    with pytest.raises(Refused):
        new_terms.add_term(people.staff, made, short="VSL", long="véhicule sanitaire")
    made.refresh_from_db()
    assert made.is_waiting
    for action in ("done", "publish", "correct"):
        staff.post(made.get_absolute_url(), {"action": action})
        made.refresh_from_db()
        assert made.is_waiting, action


def test_only_the_team_answers_and_its_author_withdraws(
    people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    made = propose(people.member)
    Membership.objects.create(member=people.editor, space=spaces.public, role="editor")
    for who, member in people.all().items():
        wanted = 200 if who in {"member", "staff", "admin"} else 404
        got = sign_in(member).get(made.get_absolute_url()).status_code
        assert got == wanted, who
    assert made not in Proposal.objects.answerable_by(people.editor)
    with pytest.raises(PermissionDenied):
        new_terms.add_term(people.editor, made, short="VSL", long="véhicule sanitaire")
    with pytest.raises(PermissionDenied):
        proposals.refuse(people.editor, made, "Non")
    sign_in(people.member).post(f"{made.get_absolute_url()}retirer/")
    made.refresh_from_db()
    assert made.outcome == "Retiré"


def test_nothing_is_proposed_while_the_front_is_frozen(
    people: People, spaces: Spaces
) -> None:
    Space.objects.filter(pk=spaces.public.pk).update(state="frozen")
    with pytest.raises(SpaceClosed):
        propose(people.member)


def test_who_writes_too_often_keeps_what_he_typed(
    people: People, sign_in: SignIn, settings: Any
) -> None:
    rates = settings.ACCOUNT_RATE_LIMITS
    settings.ACCOUNT_RATE_LIMITS = rates | {"write_to_editors": "1/h/key"}
    browser = sign_in(people.member)
    browser.post(FORM, VSL)
    answer = browser.post(FORM, VSL | {"short": "VSL2"})
    assert answer.status_code == 429
    assert VSL["reason"] in answer.content.decode()
