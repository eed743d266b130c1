"""What people type with plain spaces is printed with those of French."""

import pytest

from members.typography import typeset, typeset_html

N = "\u202f"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Qui appeler ?", f"Qui appeler{N}?"),
        ("Attention : non !", f"Attention{N}: non{N}!"),
        ("« L'hôpital »", f"«{N}L’hôpital{N}»"),
        ("avant 17 h", f"avant 17{N}h"),
        ("à 17 h 30 ; 20 % ou 5 €", f"à 17{N}h{N}30{N}; 20{N}% ou 5{N}€"),
        ("29 115 habitants", f"29{N}115 habitants"),
        ("04 70 00 00 01", "04 70 00 00 01"),
        ("https://a.example/l'aide?a=b", "https://a.example/l'aide?a=b"),
        ("o'neil@a.example", "o'neil@a.example"),
        ("d'o'neil", "d’o’neil"),
        ("17 heures, 3 hommes", "17 heures, 3 hommes"),
    ],
)
def test_marks_of_a_printed_text(typed: str, printed: str) -> None:
    assert typeset(typed) == printed
    assert typeset_html(f"<p>{typed}</p>") == f"<p>{printed}</p>"
    assert len(printed) == len(typed)
    assert typeset(printed) == printed


def test_nothing_changes_in_a_tag_or_in_code() -> None:
    for html in (
        """<a href="/a ? b" title="l'un : l'autre">un</a>""",
        "<code>l'un ? l'autre</code>",
        "<pre>\nQui ?\n</pre>",
        "<textarea>d'ici : là</textarea>",
    ):
        assert typeset_html(html) == html
    assert typeset_html("<b>Qui</b> ?") == f"<b>Qui</b>{N}?"
    assert typeset_html("<p>l&#x27;aide&nbsp;: l'<b>ARS</b></p>") == (
        f"<p>l’aide{N}: l’<b>ARS</b></p>"
    )
