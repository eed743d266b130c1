"""Words, phrases, numbers and unwanted words of a question, without an index."""

import pytest

from search.engine.numbers import number_names, numbers_in
from search.engine.passages import LENGTH, Marker, best_passage
from search.query import MOST_WORDS, parse


def test_a_question_is_read_into_words_phrases_and_numbers():
    question = parse(
        'Où trouver « l’accord » du GES, "plan local" L. 1434-17 -brouillon ?'
    )
    assert question.words == ("trouver", "ges")
    assert question.phrases == (("l", "accord"), ("plan", "local"))
    assert question.numbers == ("l1434-17",)
    assert question.excluded_words == ("brouillon",)


def test_a_quote_left_open_is_dropped():
    assert parse('taxi "vallée verte').words == ("taxi", "vallee", "verte")
    assert parse('taxi "vallée verte').phrases == ()


def test_a_dash_inside_or_between_words_excludes_nothing():
    assert parse("sous-préfet - vallée").words == ("prefet", "vallee")
    assert parse("sous-préfet - vallée").excluded_words == ()


def test_words_said_twice_count_once():
    assert parse("taxi Taxi TAXI").words == ("taxi",)


def test_only_the_first_words_are_kept():
    question = parse(" ".join(f"m{n}" for n in range(100)))
    assert len(question.words) == MOST_WORDS
    assert question.shortened


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("L. 1434-17", "l1434-17 1434-17"),
        ("L.1434-\n17", "l1434-17 1434-17"),
        ("L. 1434‑17", "l1434-17 1434-17"),
        ("R.* 421-1 et LO 141", "r421-1 421-1 lo141 141"),
        ("l1434-17", "l1434-17 1434-17"),
        ("A. 212-1", "a212-1 212-1"),
        ("loi n° 2009-879 du 21 juillet 2009", "2009-879"),
        ("règlement (UE) 2016/679", "2016-679"),
        ("il y a 20 ans, l 5", ""),
        ("A 20 km, à 3 h", ""),
        ("le 04 70 30 00 00", ""),
    ],
)
def test_official_numbers_have_one_name(text: str, names: str):
    assert number_names(text) == names


def test_a_number_knows_its_place():
    text = "Vu l'article L. 1434-17 du code"
    [number] = numbers_in(text)
    assert text[number.start : number.end] == "L. 1434-17"


def test_a_fragment_holds_the_place_where_the_words_meet():
    filler = "Rien de particulier ici. " * 40
    text = f"Un taxi. {filler}Le taxi de la vallée passe le mardi. {filler}"
    passage = best_passage(3, text, Marker({"taxi": 1.0, "vallee": 1.0}))
    assert "Le taxi de la vallée passe" in passage.text
    assert [passage.text[a:b] for a, b in passage.marks] == ["taxi", "vallée"]
    assert len(passage.text) <= LENGTH + 4
    assert passage.text.startswith("… ")
    assert passage.text.endswith("\u00a0…")


def test_a_fragment_stops_after_a_sentence_when_little_is_lost():
    first = "Le taxi de la vallée passe devant la gare, puis devant le cabinet. " * 3
    text = f"{first}Il revient le soir par M. Durand et par la route du haut, enfin."
    passage = best_passage(1, text, Marker({"gare": 1.0}))
    assert passage.text == first.strip()
    late = best_passage(1, text, Marker({"vallee": 1.0, "taxi": 1.0, "soir": 0.1}))
    assert late.text.startswith("Le taxi")
    assert late.text.endswith("soir par M.\u00a0…")  # a mark is not left out


def test_a_fragment_of_one_endless_word_is_cut():
    passage = best_passage(None, "x" * 10_000, Marker({}))
    assert len(passage.text) <= LENGTH + 2


@pytest.mark.parametrize(
    ("text", "word", "written"),
    [
        ("l’Œuvre des œuvres", "oeuvre", ["Œuvre", "œuvres"]),
        ("Les chevaux du cheval", "cheval", ["chevaux", "cheval"]),
        ("😀 ÉTÉ indien, l’été", "ete", ["ÉTÉ", "été"]),
        ("surtaxi taxi taximan", "taxi", ["taxi"]),
    ],
)
def test_marks_follow_the_word(text: str, word: str, written: list[str]):
    marks = Marker({word: 1.0}).marks(text)
    assert [text[mark.start : mark.end] for mark in marks] == written
