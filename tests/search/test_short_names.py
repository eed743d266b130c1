"""What people say for a profession finds what says it in full, and the other way."""

from collections.abc import Callable

import pytest

from members.coming_in.professions import LETTERS, SPOKEN, by_name, said_otherwise
from members.listed import fold
from members.models import Member
from search.engine import Engine, Entry
from search.facade import Question, find
from search.glossary import OURS
from tests.conftest import AddFile
from tests.people import People
from tests.search.engine_cast import GES, ask, found, marked

FILLER = "Le bourg est loin, la route est longue et le cabinet ferme tôt. " * 3


def page(number: int, text: str) -> Entry:
    return Entry(f"page:{number}", "page", GES, "Fiche", f"{text} {FILLER}")


@pytest.fixture
def asked(empty: Engine) -> Callable[[str], set[str]]:
    empty.write(
        [
            page(1, "Le kiné passe le lundi."),
            page(2, "La kinésithérapeute passe le mardi."),
            page(3, "La kinésiologie et le cinéma."),
            page(4, "Une infirmière libérale de Vichy."),
            page(5, "Les IDEL de Cusset."),
            page(6, "Une infirmière de bloc opératoire."),
            page(7, "Le psy du CMP."),
            page(8, "Une psychologue à Gannat."),
            page(9, "La psychose et le psychisme."),
            page(10, "La pharma de garde."),
            page(11, "Un pharmacien de garde."),
            page(12, "Les kinés et les ostéos."),
            page(13, "Les infirmiers en pratique avancée."),
            page(14, "L’IPA reçoit le jeudi."),
            *(page(n, "Le pain") for n in range(20, 40)),
        ]
    )
    return lambda text: {
        hit.removeprefix("page:") for hit in found(empty, text, glossary=OURS)
    }


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("kiné", "1 2 12"),
        ("Kine", "1 2 12"),
        ("kinés", "1 2 12"),
        ("kinésithérapeute", "1 2 12"),
        ("kinésithérapeutes", "1 2 12"),
        ("psy", "7 8"),
        ("psychologues", "7 8"),
        ("pharma", "10 11"),
        ("pharmacienne", "10 11"),
        ("IDEL", "4 5"),
        ("idel", "4 5"),
        ("infirmier en pratique avancée", "13 14"),
        ("IPA", "13 14"),
        ("ostéopathe", "12"),
    ],
)
def test_either_finds_the_other_by_whole_words(
    asked: Callable[[str], set[str]], text: str, pages: str
) -> None:
    assert set(pages.split()) <= asked(text)
    assert not {"3", "9"} & asked(text)
    if " " not in text:
        assert asked(text) == set(pages.split())


def test_what_says_it_in_full_finds_the_letters_first(
    asked: Callable[[str], set[str]], empty: Engine
) -> None:
    hits = found(empty, "infirmière libérale", glossary=OURS)
    assert set(hits[:2]) == {"page:4", "page:5"}


def test_the_other_form_is_marked_and_nothing_is_corrected(
    asked: Callable[[str], set[str]], empty: Engine
) -> None:
    answer = ask(empty, "kinésithérapeute", glossary=OURS)
    assert answer.corrections == {}
    marks = {word for hit in answer.hits for word in marked(hit)}
    assert {"kiné", "kinésithérapeute", "kinés"} <= marks


def test_the_site_asks_so(
    add_file: AddFile, people: People, work: Callable[[], None]
) -> None:
    add_file("Le kiné du bourg ferme en mai.", "a.txt", title="Dit")
    add_file("Le kinésithérapeute ouvre le lundi.", "b.txt", title="Écrit")
    work()

    def titles(member: Member, text: str) -> set[str]:
        return {one.thing.title for one in find(member, Question(text)).found}

    for text in ("kiné", "kinésithérapeute"):
        assert titles(people.member, text) == {"Dit", "Écrit"}


def test_each_is_of_a_profession_of_the_list_and_not_too_common(db: None) -> None:
    known = " ".join(fold(name) for name in by_name())
    for _, meant in SPOKEN:
        assert fold(meant) in known or meant == "pharmacie"
    shorts = {fold(short) for short, _ in (*SPOKEN, *LETTERS)}
    assert not shorts & {"doc", "as", "sf", "ap", "cds", "ass", "mem", "pde"}
    pairs = said_otherwise()
    assert len(set(pairs)) == len(pairs)
