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
        ("à 18&nbsp;h&nbsp;30", f"à 18{N}h{N}30"),
        ("à 18 h&nbsp;30", f"à 18{N}h{N}30"),
        ("à 18&nbsp;h 30", f"à 18{N}h{N}30"),
        (f"à 18{N}h&nbsp;30", f"à 18{N}h{N}30"),
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
    assert len(printed) == len(typed.replace("&nbsp;", " "))
    assert typeset(printed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (f"«{N}Le «{N}lundi{N}»{N}»", f"«{N}Le “lundi”{N}»"),
        ("« Le « lundi » », « ici »", f"«{N}Le “lundi”{N}», «{N}ici{N}»"),
        ("«<b>« un » et «deux»</b>»", "«<b>“un” et “deux”</b>»"),
        ("«&nbsp;Le «&nbsp;lundi&nbsp;»&nbsp;»", f"«{N}Le “lundi”{N}»"),
        ("« un » « deux »", f"«{N}un{N}» «{N}deux{N}»"),
        ("<p>« un</p><p>« deux »</p>", f"<p>«{N}un</p><p>«{N}deux{N}»</p>"),
        ("« un\n\n« deux »", f"«{N}un\n\n«{N}deux{N}»"),
        (
            '<b title="« un « deux » »">« <q>un « deux »</q> »</b>',
            f'<b title="« un « deux » »">«{N}<q>un “deux”</q>{N}»</b>',
        ),
        ("<pre>« un « deux » »</pre>", "<pre>« un « deux » »</pre>"),
    ],
)
def test_a_quotation_within_another_has_marks_of_its_own(
    typed: str, printed: str
) -> None:
    assert typeset_html(typed) == printed
    assert typeset_html(printed) == printed


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
