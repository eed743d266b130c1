"""No sentence breaks before its : ; ! ? or within its « »: thin spaces hold them."""

import io
import re
import tokenize
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
APPS = ["background", "members", "pages", "library", "search", "home", "site"]
#: A plain space before a mark that is no sign of a language of machines.
BREAKS = re.compile(r"(?<=[^\s{]) (?=[;?»]|!(?!=)|:(?![\w/]))|(?<=«) ")
OF_STRINGS = re.compile(r"(?<=[\w»)’}]) (?=[;?!»](?!=)|:(?![\w/]))|(?<=«) ")
#: A number and its unit are one word: « 10 Mo », « 15 h », « 20 % ».
UNITS = re.compile(r"(?<=[\d}]) (?=(?:[KMG]o|h|min)\b|[%€](?![a-z(]))")
COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
#: What is read in a terminal, in a migration or in the text of a file; what the
#: demonstration sets as it comes in; patterns and programs.
APART = re.compile(
    r"management/|migrations/|config/(environment|values)|reading/|demo/|search/query\.py"
)


def test_no_template_breaks_before_a_mark() -> None:
    found = []
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt"}:
            text = COMMENT.sub("", path.read_text())
            found += [f"{path.name}: {at(text, m)}" for m in BREAKS.finditer(text)]
    assert found == []


def test_no_sentence_of_the_code_breaks_before_a_mark() -> None:
    found = []
    for path in (path for app in APPS for path in (ROOT / app).rglob("*.py")):
        if APART.search(str(path.relative_to(ROOT))):
            continue
        for token in tokenize.generate_tokens(io.StringIO(path.read_text()).readline):
            is_text = token.type == tokenize.STRING and '"""' not in token.string
            if is_text and not token.string.startswith(("r", "R")):
                text = token.string
                found += [
                    f"{path.name}: {at(text, m)}"
                    for pattern in (OF_STRINGS, UNITS)
                    for m in pattern.finditer(text)
                ]
    assert found == []


def test_no_template_breaks_before_a_unit() -> None:
    found = []
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt"}:
            text = re.sub(r"\{%.*?%\}", "", COMMENT.sub("", path.read_text()))
            found += [f"{path.name}: {at(text, m)}" for m in UNITS.finditer(text)]
    assert found == []


def at(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 30) : found.end() + 10]


def test_what_breaks_is_seen() -> None:
    for broken in ("Qui ?", "« oui »", "{{ a }} : {{ b }}", "<b>Ici</b> ; là"):
        assert BREAKS.search(broken), broken
    for broken in ("de 10 Mo au plus", "à 15 h.", "{most} Mo", "20 % de", "4 €"):
        assert UNITS.search(broken), broken
    for whole in ("10\u202fMo", "{a} hommes", "5 %(name)s", "3 minutes"):
        assert not UNITS.search(whole), whole
    for whole in (
        "Qui\u202f?",
        "{% if a != b %}",
        'class="a" :not',
        "https://a.example",
    ):
        assert not BREAKS.search(whole), whole
