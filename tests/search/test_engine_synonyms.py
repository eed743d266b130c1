"""A short form and its long form are worth the same, whichever is asked for.

The same for any engine: `engine` and `empty` are each of them in turn.
"""

from dataclasses import replace

import pytest

from search.engine import Engine, Entry
from tests.search.engine_cast import GES, ask, found, many

LONG = "maison de santé pluriprofessionnelle"
HOME = "établissement d’hébergement pour personnes âgées dépendantes"
GLOSSARY = (
    ("MSP", LONG),
    ("ARS", "agence régionale de santé"),
    ("EHPAD", HOME),
    ("MG", "médecin généraliste"),
)
FILLER = "Le bourg est loin, la route est longue et le cabinet ferme tôt. " * 3


def fillers(count: int = 40) -> list[Entry]:
    return [replace(entry, text=FILLER) for entry in many(count)]


def both(short: str, long: str, *, in_title: bool) -> list[Entry]:
    """The same page twice, with either form."""
    if in_title:
        pairs = [(f"La {form} ouvre", FILLER) for form in (short, long)]
    else:
        pairs = [("Fiche", f"Ici, la {form} ouvre. {FILLER}") for form in (short, long)]
    names = ("page:1", "page:2")
    return [
        Entry(name, "page", GES, *pair) for name, pair in zip(names, pairs, strict=True)
    ]


def loose(long: str) -> Entry:
    """Has all the words of a long form but one, and never together."""
    first, *middle, _ = long.split()
    text = f"Une {first}, et plus loin {' '.join(reversed(middle))}. {FILLER}"
    return Entry("page:3", "page", GES, f"La {first}", text)


@pytest.mark.parametrize("in_title", [False, True])
@pytest.mark.parametrize(("short", "long"), GLOSSARY[:3])
def test_the_short_form_is_worth_the_whole_long_form(
    empty: Engine, short: str, long: str, in_title: bool
):
    empty.write([*both(short, long, in_title=in_title), loose(long), *fillers()])
    for more in ("", " route"):
        hits = ask(empty, long + more, glossary=GLOSSARY).hits
        scores = {hit.thing: hit.score for hit in hits}
        assert scores["page:1"] == pytest.approx(scores["page:2"], rel=0.25)
        assert {hit.thing for hit in hits[:2]} == {"page:1", "page:2"}


@pytest.mark.parametrize("in_title", [False, True])
@pytest.mark.parametrize(("short", "long"), GLOSSARY[:3])
def test_the_long_form_is_worth_the_short_one(
    empty: Engine, short: str, long: str, in_title: bool
):
    empty.write([*both(short, long, in_title=in_title), loose(long), *fillers()])
    for more in ("", " route"):
        hits = ask(empty, short + more, glossary=GLOSSARY).hits
        scores = {hit.thing: hit.score for hit in hits}
        assert scores["page:2"] == pytest.approx(scores["page:1"], rel=0.5)
        assert {hit.thing for hit in hits[:2]} == {"page:1", "page:2"}


def test_small_words_of_a_long_form_do_not_hide_it(empty: Engine):
    empty.write([*both("EHPAD", HOME, in_title=False), *fillers()])
    assert set(found(empty, "ehpad", glossary=GLOSSARY)) == {"page:1", "page:2"}


def test_what_stands_in_place_of_a_word_counts_among_those_a_page_has(empty: Engine):
    """« messagerie MSP »: a page that has it in full has all the words."""
    whole, half = (
        f"La messagerie de {one}. {FILLER}" for one in (f"la {LONG}", "tous")
    )
    pages = [
        Entry(f"page:{n}", "page", GES, "Fiche", text)
        for n, text in enumerate([whole, half, f"La MSP. {FILLER}"], 1)
    ]
    empty.write([*pages, *fillers()])
    assert found(empty, "messagerie MSP", glossary=GLOSSARY)[0] == "page:1"


def test_two_letters_weigh_less_than_what_they_may_stand_for(empty: Engine):
    """« 5 mg » is no médecin généraliste."""
    dose = Entry("page:1", "page", GES, "Dose", f"Donner 5 mg, puis 10 mg. {FILLER}")
    own = Entry("page:2", "page", GES, "Fiche", f"Un médecin généraliste. {FILLER}")
    empty.write([dose, own, *fillers()])
    hits = ask(empty, "médecin généraliste", glossary=GLOSSARY).hits
    assert [hit.thing for hit in hits] == ["page:2", "page:1"]
    assert hits[1].score < hits[0].score / 1.5
