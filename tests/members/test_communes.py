"""The official list of communes, and what people type of it."""

import pytest

from members import communes


def codes(text: str) -> list[str]:
    return [commune.code for commune in communes.named(text)]


def test_the_whole_of_france_is_there() -> None:
    assert communes.as_written().count("\n") > 34_000
    assert (communes.DATA / "communes.tsv.gz").stat().st_size < 500 * 1024
    for code in ("03310", "2A004", "97411", "98818"):
        commune = communes.of_code(code)
        assert commune is not None
        assert commune.department in communes.departments().values()


def test_a_code_that_is_none_names_nothing() -> None:
    for code in ("", "00000", "3310", "03310\t", "vichy", "....."):
        assert communes.of_code(code) is None


@pytest.mark.parametrize(
    "text",
    ["Vichy", "vichy", " VICHY ", "Vichy (03200)", "Vichy (Allier)", "03200 Vichy"],
)
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    assert codes(text) == ["03310"]


@pytest.mark.parametrize(
    "text",
    [
        "St-Pourçain sur Sioule",
        "saint pourcain-sur-sioule",
        "SAINT-POURÇAIN-SUR-SIOULE",
    ],
)
def test_saints_and_accents_do_not_matter(text: str) -> None:
    assert [c.name for c in communes.named(text)] == ["Saint-Pourçain-sur-Sioule"]


def test_homonyms_are_told_apart_by_department_or_postcode() -> None:
    departments = {commune.department for commune in communes.named("Saint-Prix")}
    assert {"Allier", "Ardèche", "Val-d’Oise"} <= departments
    for text in ("Saint-Prix (03)", "Saint-Prix, Allier", "Saint-Prix 03120"):
        (found,) = communes.named(text)
        assert found.label == "Saint-Prix, Allier (03120)"
    assert codes("Saint-Prix (Finistère)") == []


def test_a_postcode_names_all_its_communes() -> None:
    names = {commune.name for commune in communes.named("03120")}
    assert {"Lapalisse", "Saint-Prix"} <= names


@pytest.mark.parametrize("text", ["", "(", "()", "zzz", "-", "%", "\t", "x" * 5000])
def test_nonsense_names_nothing(text: str) -> None:
    assert communes.named(text) == []
    assert communes.suggestions(text) == []


def test_suggestions_begin_a_word_and_the_largest_come_first() -> None:
    names = [commune.name for commune in communes.suggestions("pourc")]
    assert names[0] == "Pourcieux"
    assert "Saint-Pourçain-sur-Sioule" in names
    assert len(communes.suggestions("saint", 12)) == 12
    assert communes.suggestions("0312")[0].postcodes[0].startswith("0312")


def test_what_is_written_for_a_commune_names_it_again() -> None:
    for code in ("03118", "03311", "95574", "69123", "75056"):
        commune = communes.of_code(code)
        if commune is not None:
            assert commune in communes.named(str(commune))
