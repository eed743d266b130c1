"""Whatever is typed, an answer; nothing of it is an engine's syntax.

The same for any engine: `engine` and `empty` are each of them in turn.
"""

import pytest

from search.engine import Engine
from tests.search.engine_cast import ask, found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "?",
        "« »",
        '"',
        '""',
        "-",
        "- - -",
        "'",
        "’",
        "😀",
        "***",
        "()",
        "AND",
        "NOT OR",
        ":",
        "-taxi",
        '-"taxi"',
        "de la",
        "qui est-ce que",
        "l'",
        "\x00",
        "\ud800",
        "de " * 5000,
    ],
)
def test_a_question_without_words_finds_nothing(engine: Engine, text: str):
    answer = ask(engine, text)
    assert (answer.total, answer.hits) == (0, ())
    assert answer.too_common is bool(text.strip())


@pytest.mark.parametrize(
    "text",
    [
        '"taxi',
        'taxi"',
        "taxi AND",
        "taxi OR (vallée",
        "taxi ^2 ~3 *",
        "seen:taxi",
        "+taxi +vallée",
        "taxi \\",
        "taxi /.*/",
        "taxi [a TO z]",
        "taxi\x00vallée",
        "taxi \ud800",
        "taxi ?",
        "taxi !",
        "« taxi »",
        "“taxi”",
        "taxi - vallée",
        "taxi – vallée",
    ],
)
def test_signs_of_other_engines_mean_nothing(engine: Engine, text: str):
    assert "page:7" in found(engine, text)


@pytest.mark.parametrize(
    "text", ["seen:published", "*", "thing:document", "space:1", "[* TO *]"]
)
def test_no_question_finds_everything(engine: Engine, text: str):
    assert ask(engine, text).total < 4


def test_a_very_long_question_is_shortened_and_says_so(engine: Engine):
    answer = ask(engine, "taxi " + "vallée " * 2000)
    assert answer.shortened
    assert "page:7" in [hit.thing for hit in answer.hits]
    assert ask(engine, " ".join(f"mot{n}" for n in range(60))).shortened
    assert not ask(engine, "taxi").shortened
