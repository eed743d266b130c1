"""The page of results: counts, boxes, pages, and what is typed in the address."""

import json
import re
from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from library.models import Category, Reference
from members.models import Member
from search import indexer
from tests.people import People, Spaces

URL = "/recherche/"
SignIn = Callable[[Member | None], Client]
MANY = 1_030


@pytest.fixture
def category(db: None) -> Category:
    return Category.objects.get_or_create(
        slug="reglementaire", defaults={"name": "Réglementaire"}
    )[0]


def make_texts(count: int, spaces: Spaces, category: Category) -> None:
    """Texts about bread, of the years 2000 to 2014, indexed."""
    Reference.objects.bulk_create(
        Reference(
            space=spaces.ges,
            category=category,
            kind=Reference.Kind.ARTICLE,
            title=f"Texte {number}",
            date=date(2000 + number % 15, 9, 1),
            text="Le pain de la vallée.",
        )
        for number in range(count)
    )
    indexer.rebuild()


@pytest.fixture
def texts(spaces: Spaces, category: Category) -> None:
    make_texts(40, spaces, category)


@pytest.fixture
def member(sign_in: SignIn, people: People) -> Client:
    return sign_in(people.member)


def page_of(member: Client, question: str, status: int = 200) -> str:
    answer = member.get(f"{URL}?{question}")
    assert answer.status_code == status
    return unescape(answer.content.decode())


def heading(page: str) -> str:
    [found] = re.findall(r"<h1>(.*?)</h1>", page)
    return re.sub(r"<[^>]+>", "", found)


def titles(page: str) -> list[str]:
    return re.findall(r'<h2><a href="/bibliotheque/textes/\d+/[^"]*">(.*?)</a>', page)


def chips(page: str) -> dict[str, str]:
    """Filters that can be removed: label → address."""
    found = re.findall(
        r'<a class="chip calm" href="([^"]*)"><span class="sr">Retirer le filtre '
        r"</span>([^<]*)",
        page,
    )
    return {label.strip(): url for url, label in found}


def boxes(page: str, name: str) -> dict[str, tuple[str, bool]]:
    """Boxes of a facet: value → (count, ticked)."""
    found = re.findall(
        rf'name="{name}" value="([^"]*)"( checked)?>'
        r'<span>[^<]*</span><span>([^<]*)<span class="sr">',
        page,
    )
    return {value: (count, bool(ticked)) for value, ticked, count in found}


def test_counts_are_grouped_as_in_french(
    member: Client, spaces: Spaces, category: Category
) -> None:
    make_texts(MANY, spaces, category)
    page = page_of(member, "q=pain&nature=reference")
    assert heading(page) == "1\u202f030 résultats pour «\u202fpain\u202f»"
    assert boxes(page, "espace")["ges"] == ("1\u202f030", False)
    assert "Textes officiels <span>1\u202f030</span>" in page
    assert "page 1 sur 50" in page
    assert "Seuls les" not in page
    assert "Seuls les 500 premiers résultats" in page_of(member, "q=pain&page=50")


@pytest.mark.parametrize(
    ("typed", "number"),
    [("2", 2), ("4", 4), ("9999", 4), ("0", 1), ("-1", 1), ("abc", 1), ("²", 1)],
)
def test_whatever_page_is_asked_for_one_is_shown(
    member: Client, texts: None, typed: str, number: int
) -> None:
    page = page_of(member, f"q=pain&page={typed}")
    assert f"page {number} sur 4" in page
    assert len(titles(page)) == 10
    assert (f"page {number} ·" in page) is (number > 1)  # in the title


@pytest.mark.parametrize("sort", ["", "&tri=date"])
def test_each_thing_is_on_one_page(member: Client, texts: None, sort: str) -> None:
    pages = [titles(page_of(member, f"q=pain{sort}&page={n}")) for n in range(1, 5)]
    assert len({title for page in pages for title in page}) == 40


def test_boxes_add_up_and_each_can_be_removed(member: Client, texts: None) -> None:
    page = page_of(member, "q=pain&annee=2014&annee=2013&espace=ges&page=2&tri=date")
    assert heading(page).startswith("4 résultats")
    assert boxes(page, "annee")["2014"] == ("2", True)
    assert boxes(page, "annee")["2001"] == ("3", False)
    removing = chips(page)
    assert list(removing) == ["GES", "2014", "2013"]
    assert removing["2014"] == "?q=pain&annee=2013&espace=ges&tri=date"


def test_many_boxes_are_folded_but_the_ticked_ones(member: Client, texts: None) -> None:
    page = page_of(member, "q=pain&annee=2001")
    assert len(boxes(page, "annee")) == 15
    first, folded = page.split("6 autres")
    assert list(boxes(first, "annee"))[-2:] == ["2007", "2001"]
    assert list(boxes(folded, "annee")) == [
        *("2006", "2005", "2004", "2003", "2002", "2000")
    ]


def test_a_ticked_box_stays_when_nothing_is_left(member: Client, texts: None) -> None:
    page = page_of(member, "q=pain&annee=1500&nature=page")
    assert heading(page).startswith("Aucun résultat")
    assert boxes(page, "annee") == {"1500": ("0", True)}
    assert 'href="?q=pain">' in page  # without any filter
    assert 'aria-current="true">Pages <span>0</span>' in page


@pytest.mark.parametrize("box", ["espace", "categorie"])
def test_a_box_that_does_not_exist_finds_nothing_and_can_be_removed(
    member: Client, texts: None, box: str
) -> None:
    page = page_of(member, f"q=pain&{box}=inconnu%E2%80%AE")
    assert heading(page).startswith("Aucun résultat")
    label = "Espace inconnu" if box == "espace" else "inconnu"
    assert chips(page) == {label: "?q=pain"}
    assert heading(page_of(member, f"q=pain&{box}=")).startswith("40 résultats")


def test_a_space_that_is_hidden_is_not_named(
    sign_in: SignIn, people: People, spaces: Spaces, texts: None
) -> None:
    page = page_of(sign_in(people.outsider), "q=pain&espace=sorties")
    assert list(chips(page)) == ["Espace inconnu"]
    assert spaces.group.name not in page


def test_kinds_are_kept_by_the_form_of_the_boxes(member: Client, texts: None) -> None:
    page = page_of(member, "q=pain&nature=reference&nature=page&nature=zzz&tri=date")
    form = page.partition("data-auto-submit")[2]
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', form)
    assert hidden == [
        ("q", "pain"),
        ("nature", "reference"),
        ("nature", "page"),
        ("tri", "date"),
    ]


def test_what_is_typed_is_set_well_and_isolated(member: Client, texts: None) -> None:
    page = page_of(member, "q=%22pain de la vallée%22%E2%80%AE")
    assert heading(page) == "40 résultats pour «\u202f“pain de la vallée”\u202f»"
    assert "<bdi>“pain de la vallée”</bdi>" in page
    assert "<title>«\u202f“pain de la vallée”\u202f»" in page
    answer = member.get(URL, {"q": "<script>alert(1)</script>"})
    assert b"<script>alert" not in answer.content


def test_a_correction_is_told_with_its_accents(
    member: Client, spaces: Spaces, category: Category
) -> None:
    make_texts(1, spaces, category)
    Reference.objects.update(text="Les Hypoglycémies sévères.")
    indexer.rebuild()
    page = page_of(member, "q=Hypoglicémies")
    assert heading(page) == "Aucun résultat pour «\u202fHypoglicémies\u202f»"
    assert told(page) == "Un résultat pour «\u202fhypoglycémies\u202f»\u202f:"
    page = page_of(member, "q=Hypoglicémies graves -x sévères")
    assert heading(page).startswith("Un résultat pour")
    assert told(page) == (
        "Rien de ce que vous voyez ne contient «\u202fHypoglicémies\u202f»\u202f: "
        "«\u202fhypoglycémies\u202f» est cherché à sa place."
    )


def told(page: str) -> str:
    """What the page says was looked for instead of words that nothing has."""
    before = page.partition('<p><a href="?q=')[0]
    return re.sub(r"<[^>]+>", "", before.rpartition("<p")[2].partition(">")[2]).strip()


def test_there_is_a_way_back_to_the_words_as_typed(
    member: Client, spaces: Spaces, category: Category
) -> None:
    make_texts(1, spaces, category)
    page = page_of(member, "q=pains+valée&tri=date&page=1")
    assert 'href="?q=pains+val%C3%A9e&tri=date&tel-quel=1">Chercher les mots' in page
    page = page_of(member, "q=valée&tel-quel=1")
    assert heading(page) == "Aucun résultat pour «\u202fvalée\u202f»"
    assert "Chercher les mots" not in page
    page = page_of(member, "q=pains+valée&tel-quel=1")
    assert heading(page).startswith("Un résultat")
    assert '<input type="hidden" name="tel-quel" value="1">' in page


def test_nothing_left_in_a_box_is_told_of_both_words(
    member: Client, spaces: Spaces, category: Category
) -> None:
    make_texts(1, spaces, category)
    page = page_of(member, "q=valée&annee=1500")
    assert heading(page).startswith("Aucun résultat")
    assert told(page) == "Ni pour «\u202fvallee\u202f», avec ces filtres."


@pytest.mark.parametrize("typed", ["", "%20%20", "%22%22", "%E2%80%AE", "%00"])
def test_nothing_typed_says_how_to_search(
    member: Client, texts: None, typed: str
) -> None:
    assert heading(page_of(member, f"q={typed}")) == "Chercher"


COMMON = "Un mot aussi courant est partout, et n’est pas cherché"
EXCLUDED = "Un moins écarte un mot\u202f: écrivez aussi un mot à trouver."
NO_WORD = "Il n’y a là aucun mot à chercher\u202f: écrivez-en au moins un."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("de la", COMMON),
        ("a", COMMON),
        ("AND", COMMON),
        ("-de", COMMON),
        ("-pain", EXCLUDED),
        ("de la -pain", EXCLUDED),
        ('-"pain de la vallée"', EXCLUDED),
        ("-L.1434-12", EXCLUDED),
        ("😀", NO_WORD),
        ("*", NO_WORD),
        ("^~:", NO_WORD),
        ("x" * 200, "Un mot de plus de 60 lettres n’est pas cherché"),
        ("de " * 250, "Seuls les 500 premiers signes d’une question sont lus"),
    ],
)
def test_a_question_without_words_says_in_one_sentence_what_to_do(
    member: Client, texts: None, typed: str, said: str
) -> None:
    page = page_of(member, f"q={typed}&annee=2001")
    assert heading(page).startswith("Aucun résultat")
    [sentence] = re.findall(r"<p>([^<]*)</p>", advice(page))
    assert sentence.startswith(said)
    assert "<li>" not in advice(page)
    assert "Votre question est longue" not in page


def advice(page: str) -> str:
    """What stands in the place of results."""
    [found] = re.findall(r'<div class="prose flow">(.*?)</div>', page, re.DOTALL)
    return str(found)


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("lombalgie", ["écrire un autre mot, ou un mot plus général"]),
        ("L. 9999-99", ["vérifier le numéro, ou chercher les mots du texte"]),
        ('"grain de sel"', ["écrire un autre mot", "enlever les guillemets"]),
        ("lombalgie -pain", ["écrire un autre", "enlever ce qui est précédé d’un"]),
        ("lombalgie sciatique", ["écrire moins de mots, ou d’autres"]),
    ],
)
def test_what_to_change_is_what_was_typed(
    member: Client, texts: None, typed: str, ways: list[str]
) -> None:
    found = re.findall(r"<li>(.*?)</li>", advice(page_of(member, f"q={typed}")))
    assert len(found) == len(ways) + 1
    for way, expected in zip(found, ways, strict=False):
        assert way.startswith(expected)
    assert found[-1].endswith("textes officiels</a>.")


def test_words_kept_as_typed_may_be_read_otherwise_again(
    member: Client, texts: None
) -> None:
    shown = advice(page_of(member, "q=valée&tel-quel=1"))
    assert '<a href="?q=val%C3%A9e">chercher aussi les mots' in shown


@pytest.mark.parametrize(
    "typed", ['"pain', "pain AND vallée", "pain*", "body:pain", "pain^ ~", "(pain"]
)
def test_signs_do_not_harm(member: Client, texts: None, typed: str) -> None:
    answer = member.get(URL, {"q": typed})
    assert answer.status_code == 200
    assert len(titles(answer.content.decode())) == 10


def test_more_results_cost_no_more_queries(
    member: Client, spaces: Spaces, category: Category
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page_of(member, "q=pain&espace=ges&categorie=reglementaire&annee=2001")
        return len(asked)

    make_texts(20, spaces, category)
    queries()
    few = queries()
    make_texts(200, spaces, category)
    assert queries() == few


def test_the_command_shows_two_pages_of_it(
    people: People, texts: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("find", "pain", "--as", people.member.email)
    shown = capsys.readouterr().out
    assert shown.startswith("40 résultats, dont voici les 20 premiers\n")
    assert shown.count("Texte ") == 20
    call_command("find", "pain", "--as", people.member.email, "--json", "--size", "50")
    assert len(json.loads(capsys.readouterr().out)) == 40
