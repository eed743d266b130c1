"""An acronym is looked for as it is written, never by the stem that it has as a word.

The same for any engine: `empty` is each of them in turn.
"""

import pytest

from search.engine import Engine, Entry
from search.marking import find
from tests.search.engine_cast import GES, ask, found, marked

FILLER = "Le bourg est loin, la route est longue et le cabinet ferme tôt. " * 3
GLOSSARY = (
    ("PASS", "permanence d’accès aux soins de santé"),
    ("CLIC", "centre local d’information et de coordination"),
    ("EHPAD", "établissement d’hébergement pour personnes âgées dépendantes"),
    ("rejoindre", "devenir membre"),
)


def page(number: int, text: str, title: str = "Fiche") -> Entry:
    return Entry(f"page:{number}", "page", GES, title, f"{text} {FILLER}")


@pytest.fixture
def passing(empty: Engine) -> Engine:
    empty.write(
        [
            page(1, "La PASS reçoit le mardi."),
            page(2, "Le bus passe à midi, il passait à dix heures.", "Il passe"),
            page(3, "Une permanence d’accès aux soins de santé."),
            *(page(n, "Le pain") for n in range(10, 30)),
        ]
    )
    return empty


@pytest.mark.parametrize("text", ["PASS", "pass", "la Pass"])
def test_an_acronym_of_the_glossary_is_no_stem(passing: Engine, text: str) -> None:
    answer = ask(passing, text, glossary=GLOSSARY)
    assert {hit.thing for hit in answer.hits} == {"page:1", "page:3"}
    assert answer.total == 2
    assert answer.corrections == {}
    assert "passe" not in [word for hit in answer.hits for word in marked(hit)]


def test_its_long_form_does_not_find_the_stem_either(passing: Engine) -> None:
    long = GLOSSARY[0][1]
    assert set(found(passing, long, glossary=GLOSSARY)) == {"page:1", "page:3"}


def test_the_word_that_has_its_stem_is_found_as_ever(passing: Engine) -> None:
    assert found(passing, "passe", glossary=GLOSSARY)[0] == "page:2"


def test_out_of_the_glossary_capitals_tell_an_acronym(passing: Engine) -> None:
    assert found(passing, "la PASS") == ["page:1"]
    assert set(found(passing, "pass")) == {"page:1", "page:2"}


def test_capitals_that_nobody_writes_are_no_acronym(passing: Engine) -> None:
    assert found(passing, "PASSER") == found(passing, "passer") != []


def test_a_question_all_in_capitals_is_read_as_any_other(empty: Engine) -> None:
    empty.write([page(1, "Les transports sanitaires"), page(2, "TRANSPORT SANITAIRE")])
    both = {"page:1", "page:2"}
    assert set(found(empty, "TRANSPORT SANITAIRE")) == both
    assert set(found(empty, "TRANSPORT")) == {"page:2"}


def test_the_acronym_comes_before_the_word_that_is_written_alike(
    empty: Engine,
) -> None:
    empty.write(
        [
            page(1, "Un clic suffit, encore un clic.", "Un clic"),
            page(2, "Le CLIC de Vichy.", "Le CLIC"),
            page(3, "En quelques clics.", "Les clics"),
            *(page(n, "Le pain") for n in range(10, 30)),
        ]
    )
    for text in ("CLIC", "clic"):
        answer = ask(empty, text, glossary=GLOSSARY)
        assert [hit.thing for hit in answer.hits] == ["page:2", "page:1"]
        assert answer.total == 2


def test_an_acronym_has_its_plural_and_its_small_letters(empty: Engine) -> None:
    empty.write([page(1, "Les EHPADs"), page(2, "l’Ehpad"), page(3, "L’EHPAD.")])
    things = {"page:1", "page:2", "page:3"}
    assert set(found(empty, "EHPAD", glossary=GLOSSARY)) == things
    marks = [marked(hit) for hit in ask(empty, "ehpad", glossary=GLOSSARY).hits]
    assert sorted(marks) == [["EHPAD"], ["EHPADs"], ["Ehpad"]]


def test_an_acronym_in_the_title_of_a_file_finds_it(empty: Engine) -> None:
    file = Entry("document:1", "document", GES, "La PASS", "")
    one = Entry("document:1", "document", GES, "La PASS", FILLER, page=1)
    empty.write([file, one, page(2, "Il passe.")])
    assert found(empty, "PASS", glossary=GLOSSARY) == ["document:1"]


def test_how_the_site_speaks_is_no_acronym(empty: Engine) -> None:
    empty.write([page(1, "Ils rejoignent le groupe, il rejoindra.", "Rejoindre")])
    assert found(empty, "rejoindre", glossary=GLOSSARY) == ["page:1"]


def test_the_page_that_a_hit_opens_marks_the_acronym_alone() -> None:
    def words(text: str, question: str) -> list[str]:
        return [text[start:end] for start, end in find(text, question)]

    assert words("La PASS passe", "PASS") == ["PASS"]
    assert words("Les taxis", "TAXI") == ["taxis"]


def test_a_loose_word_of_a_long_form_is_not_marked(empty: Engine) -> None:
    text = (
        f"Une personne âgée y vit. {FILLER} Un établissement d’hébergement "
        f"pour les personnes âgées dépendantes. {FILLER}"
    )
    empty.write([page(1, text), *(page(n, "Le pain") for n in range(10, 30))])
    (hit,) = ask(empty, "EHPAD", glossary=GLOSSARY).hits
    assert marked(hit) == [
        "établissement d’hébergement pour les personnes âgées dépendantes"
    ]
    loose = f"Une personne âgée vit à Lapalisse. {FILLER} Des personnes. {FILLER}"
    empty.write([page(2, loose)])
    answer = ask(empty, "EHPAD Lapalisse", glossary=GLOSSARY)
    assert ["Lapalisse"] in [marked(hit) for hit in answer.hits]
