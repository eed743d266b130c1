"""Terms in the HTML of a page: where they are underlined, and where they are not."""

import pytest
from lxml import html

from pages.glossary import Known, folded_form
from pages.underlining import Forms, underline


def known(short: str, long: str = "en toutes lettres") -> Known:
    return Known(short, long, "", folded_form(short))


TERMS = [known(s) for s in ("ARS", "CLS", "EHPAD", "loi HPST", "CLS de Vichy", "PASS")]


def underlined(text: str, *more: Known) -> list[str]:
    """What is underlined, in order; the text of the page is what it was."""
    after, _ = underline(text, Forms([*TERMS, *more]), set())
    root = html.fragment_fromstring(after, create_parent="div")
    before = html.fragment_fromstring(text, create_parent="div")
    assert root.text_content() == before.text_content()
    return [button.text for button in root.find_class("term")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>L’ARS et l'EHPAD.</p>", ["ARS", "EHPAD"]),
        ("<p>ARS</p><p>ARS, CLS</p>", ["ARS", "CLS"]),
        ("<p>Les EHPADs, TARS, l’ars, un Cls.</p>", []),
        ("<p>ARS-ARA, ex-CLS, a@ARS, www.ARS.fr, ARS_1</p>", []),
        ("<p>ARS/CLS (EHPAD). ARS…</p>", ["ARS", "CLS", "EHPAD"]),
        ("<p>La loi HPST.</p>", ["loi HPST"]),
        ("<p>La loi\u00a0HPST.</p>", ["loi\u00a0HPST"]),
        ("<p>Le CLS de Vichy, puis le CLS.</p>", ["CLS de Vichy", "CLS"]),
        ("<p>CLS de Vichy, CLS de Vichy</p>", ["CLS de Vichy"]),
        ("<p>Le PASS&Eacute;, PASSÉ, &laquo;&nbsp;PASS&nbsp;&raquo;</p>", ["PASS"]),
        ("<p>R&amp;ARS &lt;CLS&gt;</p>", ["CLS"]),
        ("Sans rien autour : ARS", ["ARS"]),
        ("", []),
        ("<!-- ARS --><p>x<!-- ARS -->CLS</p>", []),
    ],
)
def test_a_whole_word_is_underlined_once(text: str, expected: list[str]) -> None:
    assert underlined(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        '<p><a href="/x/">l’ARS</a></p>',
        '<p><a href="/x/"><b>ARS</b> et <i>CLS</i></a></p>',
        "<h2>Le CLS</h2>",
        "<h3>Le <b>CLS</b></h3>",
        "<button>ARS</button>",
        "<details><summary>ARS</summary></details>",
        "<svg><title>ARS</title></svg>",
        "<p><abbr title='x'>ARS</abbr> <code>ARS</code></p>",
        '<p title="ARS"><img alt="ARS" src="x.png"></p>',
        "<p>EH<b>PAD</b></p>",
        "<p>EHPAD<b>s</b></p>",
        "<p>T<i>ARS</i></p>",
    ],
)
def test_nothing_is_underlined_there(text: str) -> None:
    assert underlined(text) == []


def test_nested_tags_keep_their_order() -> None:
    text = "<p>a <b>ARS <i>b</i> CLS</b> EHPAD<br>c PASS</p><ul><li>ARS</li></ul>"
    after, found = underline(text, Forms(TERMS), set())
    assert [term.short for term in found] == ["ARS", "CLS", "EHPAD", "PASS"]
    for term in found:
        after = after.replace(
            f'<button type="button" class="term" popovertarget="{term.anchor}" '
            f'aria-describedby="sens-{term.anchor}">{term.short}</button>',
            term.short,
        )
    assert after == text


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("<p>vers l’EHPAD, puis</p>", ["l’EHPAD,"]),
        ("<p>« ARS » (CLS) : oui</p>", ["(CLS) :"]),
        ("<p>ARS/CLS. Et</p>", ["ARS/", "CLS."]),
        ("<p>Le <b>x</b>ARS, un CLS d’ici</p>", []),
        ("<p>une ARS et un CLS ici</p>", []),
    ],
)
def test_what_leans_on_a_term_goes_to_the_next_line_with_it(
    text: str, held: list[str]
) -> None:
    after, _ = underline(text, Forms(TERMS), set())
    root = html.fragment_fromstring(after, create_parent="div")
    assert [whole.text_content() for whole in root.find_class("term-whole")] == held
    before = html.fragment_fromstring(text, create_parent="div")
    assert root.text_content() == before.text_content()


def test_words_of_two_blocks_are_not_one() -> None:
    assert underlined("<ul><li>a</li><li>ARS</li></ul>b") == ["ARS"]
    assert underlined("<p>x<br>ARS<br>y</p>") == ["ARS"]


def test_a_common_noun_may_begin_a_sentence() -> None:
    noun = known("tiers payant")
    assert underlined("<p>Tiers payant</p>", noun) == ["Tiers payant"]
    assert underlined("<p>le tiers payant</p>", noun) == ["tiers payant"]
    assert underlined("<p>TIERS PAYANT</p>", noun) == []


def test_what_was_shown_is_not_shown_again() -> None:
    shown: set[str] = set()
    forms = Forms(TERMS)
    assert underline("<p>ARS</p>", forms, shown)[1]
    assert underline("<p>ARS</p>", forms, shown) == ("<p>ARS</p>", [])


@pytest.mark.parametrize("short", ["<b>", "a&b", '"', "C++", "(x", "l'ASE", "\\", "é"])
def test_an_odd_short_form_breaks_nothing(short: str) -> None:
    underlined(f"<p>{html.tostring(html.Element('i')).decode()} C++ l’ASE</p>")
    assert isinstance(Forms([known(short)]), Forms)
    assert underlined("<p>Chez l’ASE</p>", known("l'ASE")) == ["l’ASE"]


def test_a_page_without_terms_is_left_as_it_was() -> None:
    odd = "<p>a<br/>b &nbsp; <img src=x></p>"
    assert underline(odd, Forms(TERMS), set()) == (odd, [])


def test_tags_within_tags_without_end_break_nothing() -> None:
    deep = "<b>" * 2_000 + "ARS" + "</b>" * 2_000
    assert "ARS" in underline(deep, Forms(TERMS), set())[0]
