"""Articles of codes of law, from the command line."""

import gzip
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from library import changes
from library.articles import cited, in_force, title
from library.models import Reference
from tests.people import Spaces

NEVER = 32472144000000
START = 1451606400000  # 1 January 2016


def line(**given: Any) -> dict[str, Any]:
    return {
        "id": "LEGIARTI000000000001",
        "code": "rural",
        "number": "L1",
        "section": "Partie législative > Livre Ier : L'aménagement",
        "state": "VIGUEUR",
        "valid_from": START,
        "valid_to": NEVER,
        "text": "L'agriculture est d'intérêt général.",
    } | given


def written(path: Path, *lines: dict[str, Any] | str) -> Path:
    text = "\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines)
    path.write_bytes(gzip.compress(text.encode()))
    return path


def run(*paths: Path) -> str:
    out = io.StringIO()
    call_command("import_references", *map(str, paths), "--space", "ges", stdout=out)
    return out.getvalue()


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    told: list[str] = []
    monkeypatch.setattr(changes, "listeners", [told.extend])
    return told


def test_an_article_becomes_a_reference(tmp_path: Path, spaces: Spaces) -> None:
    run(written(tmp_path / "rural.jsonl.gz", line()))
    article = Reference.objects.get()
    assert article.title == "Code rural et de la pêche maritime, article L. 1"
    assert article.kind == Reference.Kind.ARTICLE
    assert article.number == "L. 1"
    assert article.date == date(2016, 1, 1)
    assert article.in_force
    assert article.identifier == "LEGIARTI000000000001"
    assert article.url.endswith("/codes/article_lc/LEGIARTI000000000001")
    assert article.summary == "Partie législative › Livre Ier\u202f: L’aménagement"
    assert article.text == "L'agriculture est d'intérêt général."
    assert article.space == spaces.ges
    assert article.category is not None
    assert article.category.slug == "reglementaire"


def test_a_second_import_writes_only_what_changed(
    tmp_path: Path, spaces: Spaces, announced: list[str]
) -> None:
    other = line(id="LEGIARTI000000000002", number="L2")
    path = written(tmp_path / "a.jsonl.gz", line(), other)
    assert "2 articles ajoutés" in run(path)
    first, second = Reference.objects.order_by("identifier")
    assert announced == [f"reference:{first.pk}", f"reference:{second.pk}"]
    announced.clear()
    assert "0 article ajouté, 0 mis à jour, 2 inchangés." in run(path)
    assert announced == []
    written(path, line(), other | {"text": "Un autre texte."})
    assert "0 article ajouté, 1 mis à jour, 1 inchangé." in run(path)
    assert announced == [f"reference:{second.pk}"]
    second.refresh_from_db()
    assert second.text == "Un autre texte."


def test_an_article_stays_in_the_space_where_people_put_it(
    tmp_path: Path, spaces: Spaces
) -> None:
    path = written(tmp_path / "a.jsonl.gz", line())
    run(path)
    Reference.objects.update(space=spaces.public, category=None)
    run(written(path, line(text="Un autre texte.")))
    article = Reference.objects.get()
    assert (article.space, article.category) == (spaces.public, None)


def test_bad_lines_are_told_by_their_number_and_stop_nothing(
    tmp_path: Path, spaces: Spaces
) -> None:
    path = written(
        tmp_path / "mauvais.jsonl.gz",
        "{",
        line(id="../../etc"),
        "",
        json.dumps({"id": "LEGIARTI000000000003"}),
        "[1, 2]",
        line(valid_from=10**30),
        line(valid_from="hier"),
        line(),
    )
    out = io.StringIO()
    with pytest.raises(CommandError, match="6 lignes refusées") as stopped:
        call_command("import_references", str(path), "--space=ges", stdout=out)
    assert stopped.value.returncode == 1
    told = out.getvalue()
    assert Reference.objects.count() == 1
    for number in (1, 2, 4, 5, 6, 7):
        assert f"mauvais.jsonl.gz, ligne {number}\u202f:" in told


def test_a_file_cut_short_gives_what_it_has(tmp_path: Path, spaces: Spaces) -> None:
    lines = [line(id=f"LEGIARTI{n:012}", text=str(n) * 50) for n in range(2000)]
    path = written(tmp_path / "a.jsonl.gz", *lines)
    path.write_bytes(path.read_bytes()[:-2000])
    good = written(tmp_path / "b.jsonl.gz", line(id="LEGIARTI999999999999"))
    with pytest.raises(CommandError, match="1 ligne refusée"):
        run(path, good)
    assert 500 < Reference.objects.count() < 2000
    assert Reference.objects.filter(identifier="LEGIARTI999999999999").exists()


def test_plain_files_are_taken_too(tmp_path: Path, spaces: Spaces) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(line()) + "\n")
    assert "1 article ajouté" in run(path)


def test_the_same_article_twice_in_a_file_is_one(
    tmp_path: Path, spaces: Spaces
) -> None:
    run(written(tmp_path / "a.jsonl.gz", line(), line(text="Le dernier.")))
    assert Reference.objects.get().text == "Le dernier."


def test_many_articles_cost_few_queries(
    tmp_path: Path, spaces: Spaces, django_assert_max_num_queries: Any
) -> None:
    lines = [line(id=f"LEGIARTI{n:012}", number=f"L{n}") for n in range(2000)]
    path = written(tmp_path / "a.jsonl.gz", *lines)
    with django_assert_max_num_queries(80):
        run(path)
    assert Reference.objects.count() == 2000


def test_a_file_that_is_not_there_is_said(tmp_path: Path, spaces: Spaces) -> None:
    with pytest.raises(CommandError, match="Il n’y a pas de fichier"):
        run(tmp_path / "nulle-part.jsonl.gz")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("L1434-17", "L. 1434-17"),
        ("LO111-3", "LO. 111-3"),
        ("R*552-4", "R.* 552-4"),
        ("D742-12", "D. 742-12"),
        ("L1 A", "L. 1 A"),
        ("A931-10-10", "A. 931-10-10"),
        ("160-17-2", "160-17-2"),
        ("Annexe I à l'article D212-78", "Annexe I à l’article D. 212-78"),
    ],
)
def test_numbers_are_written_as_one_cites_them(given: str, wanted: str) -> None:
    assert cited(given) == wanted


@pytest.mark.parametrize(
    ("code", "number", "wanted"),
    [
        ("travail", "R3124-7", "Code du travail, article R. 3124-7"),
        (
            "securite-sociale",
            "160-17-2",
            "Code de la sécurité sociale, article 160-17-2",
        ),
        ("travail", "Tableau n° 57 bis", "Code du travail, tableau n° 57 bis"),
        ("Code de la route", "L1", "Code de la route, article L. 1"),
    ],
)
def test_titles_name_the_code(code: str, number: str, wanted: str) -> None:
    assert title(code, number) == wanted


@pytest.mark.parametrize(
    ("state", "since", "until", "holds"),
    [
        ("VIGUEUR", date(2016, 1, 1), date(2999, 1, 1), True),
        (None, date(2016, 1, 1), date(2999, 1, 1), True),
        ("ABROGE_DIFF", date(2016, 1, 1), date(2030, 1, 1), True),
        ("ABROGE_DIFF", date(2016, 1, 1), date(2026, 1, 1), False),
        ("VIGUEUR_DIFF", date(2030, 1, 1), date(2999, 1, 1), False),
        ("ABROGE", date(2016, 1, 1), None, False),
    ],
)
def test_in_force_is_a_matter_of_dates(
    state: str | None, since: date, until: date | None, holds: bool
) -> None:
    assert in_force(state, since, until, date(2026, 6, 1)) is holds
