"""In what order things are found.

The same for any engine: `engine` and `empty` are each of them in turn.
"""

from dataclasses import replace

import pytest

from search.engine import Engine, Entry
from tests.search.engine_cast import GES, ask, found, many


def test_half_of_the_words_are_enough_and_more_rank_higher(engine: Engine):
    assert found(engine, "taxi vallée") == ["page:7", "document:4"]
    assert found(engine, "taxi vallée hôpital Vichy") == ["page:7"]


def test_by_date_every_word_is_wanted_if_anything_has_them(empty: Engine):
    texts = ["Le pain, le four, le levain.", "Le pain et le four.", "Le four, là."]
    things = [
        Entry(f"page:{n}", "page", GES, "Recette", text, date=100 + n)
        for n, text in enumerate(texts)
    ]
    empty.write(things)
    assert found(empty, "pain four levain") == ["page:0", "page:1"]
    assert found(empty, "pain four levain", sort="date") == ["page:0"]
    assert found(empty, "four levain soufre", sort="date") == ["page:0"]


def test_when_nothing_has_half_of_the_words_any_will_do(engine: Engine):
    assert found(engine, "sucre groupement sorties vallée remboursé loi") != []


def test_what_the_group_wrote_comes_before_the_law(empty: Engine):
    law = Entry("reference:9", "reference", GES, "Texte", "Le remplaçant exerce.")
    own = Entry("page:9", "page", GES, "Texte", "Le remplaçant exerce.")
    empty.write([law, own])
    assert found(empty, "remplaçant") == ["page:9", "reference:9"]


LAW = Entry("reference:9", "reference", GES, "Code rural, article R. 732-25", "")


def test_a_short_text_of_law_does_not_come_before_what_the_group_wrote(empty: Engine):
    law = replace(LAW, text="Le remplaçant, le remplaçant, le remplaçant.")
    own = Entry("document:9", "document", GES, "Guide", "")
    filler = "Le bourg est loin, la route est longue et le cabinet ferme tôt. " * 3
    texts = [filler, f"Un remplaçant vient. {filler}", f"{filler} Des remplaçants."]
    pages = [replace(own, page=n, text=text) for n, text in enumerate(texts, 1)]
    others = [replace(entry, text=filler) for entry in many(30)]
    empty.write([law, own, *pages, *others])
    assert found(empty, "remplaçants") == ["document:9", "reference:9"]
    # Who names the law wants it.
    assert found(empty, "remplaçants code rural")[0] == "reference:9"
    assert found(empty, "loi remplaçants")[0] == "reference:9"


def test_an_article_asked_for_comes_before_those_who_cite_it(empty: Engine):
    law = replace(LAW, text="Le service pourvoit.", keywords="R. 732-25")
    own = Entry("document:9", "document", GES, "Guide", "")
    pages = [
        replace(own, page=n, text="Voir R. 732-25, puis R732-25, enfin R 732-25.")
        for n in range(1, 9)
    ]
    empty.write([law, own, *pages, *many(30)])
    for text in ("R. 732-25", "article R732-25", "732-25"):
        assert found(empty, text) == ["reference:9", "document:9"]
    assert found(empty, "code rural R732-25")[0] == "reference:9"


def test_a_file_that_speaks_of_it_on_more_pages_comes_first(empty: Engine):
    once, often = (
        Entry(f"document:{n}", "document", GES, "Dossier", "") for n in (1, 2)
    )
    text = "Le remplaçant arrive."
    empty.write([once, replace(once, page=1, text=text)])
    empty.write([often, *(replace(often, page=n, text=text) for n in (1, 2, 3))])
    assert found(empty, "remplaçant") == ["document:2", "document:1"]


@pytest.mark.parametrize("sort", ["relevance", "date"])
def test_the_order_does_not_depend_on_the_size_of_a_page(empty: Engine, sort: str):
    files = [
        replace(file, page=page or None, text="pain " * (1 + page * number % 7))
        for number in range(40)
        for file in [Entry(f"document:{number}", "document", GES, "Four", "", date=3)]
        for page in range(1 + number % 6)
    ]
    empty.write([*files, *many(60, category="x")])
    whole = found(empty, "pain", sort=sort, size=100)
    assert len(set(whole)) == 100 == len(whole)
    for size in (7, 10, 33):
        count = -(-100 // size)
        pages = [
            found(empty, "pain", sort=sort, size=size, page=page)
            for page in range(1, count + 1)
        ]
        assert [thing for page in pages for thing in page] == whole


def test_pages_of_results_hold_each_thing_once(empty: Engine):
    empty.write(many(95))
    seen: list[str] = []
    for page in range(1, 11):
        answer = ask(empty, "pain", page=page)
        assert answer.total == 95
        seen += [hit.thing for hit in answer.hits]
    assert len(seen) == len(set(seen)) == 95
    assert found(empty, "pain", page=11) == []
    assert found(empty, "pain", page=10**9) == []


def test_a_file_of_many_pages_does_not_push_the_others_out(empty: Engine):
    file = Entry("document:1", "document", GES, "Le pain", "")
    pages = [replace(file, page=n, text="pain pain pain") for n in range(1, 400)]
    empty.write([file, *pages, *many(12)])
    answer = ask(empty, "pain", size=10)
    assert (answer.total, len(answer.hits)) == (13, 10)
    assert answer.hits[0].thing == "document:1"
    assert len(answer.hits[0].passages) == 3


def test_pages_of_files_that_do_not_match_hide_nothing(empty: Engine):
    file = Entry("document:1", "document", GES, "Blé", "")
    pages = [replace(file, page=n, text="pain pain pain") for n in range(1, 400)]
    texts = ["Le pain.", "La farine.", "Le four.", "Le levain."]
    other = Entry("document:2", "document", GES, "Recettes", "")
    others = [replace(other, page=n, text=text) for n, text in enumerate(texts, 1)]
    empty.write([file, *pages, other, *others])
    assert found(empty, "pain farine four levain") == ["document:2"]


def test_sorted_by_date_the_newest_comes_first(engine: Engine):
    expected = ["page:7", "document:4", "document:1"]
    assert found(engine, "taxi hypoglycémie", sort="date") == expected
    assert (
        found(engine, "taxi hypoglycémie", sort="date", page=2, size=2) == expected[2:]
    )


def test_sorted_by_date_the_passages_are_still_the_best(engine: Engine):
    [hit] = ask(engine, "sucre", sort="date").hits
    assert hit.passages[0].page == 2


def test_sorted_by_date_those_of_one_day_come_best_first(empty: Engine):
    last = "Le pain est là, loin du bourg, de la route et du cabinet; voici le four."
    texts = ["Le pain et le four.", "Le pain, le four et le levain.", last]
    day = [
        Entry(f"page:{n}", "page", GES, "Recette", text, date=100)
        for n, text in enumerate(texts)
    ]
    older = replace(day[1], thing="page:8", date=99)
    newer = replace(day[2], thing="page:9", date=101)
    empty.write([*day, older, newer])
    question = "pain four"
    expected = ["page:9", "page:0", "page:1", "page:2", "page:8"]
    assert found(empty, question, sort="date") == expected
    assert found(empty, question, sort="date", size=2, page=2) == expected[2:4]


def fillers(count: int = 30) -> list[Entry]:
    """Other things, so that words of the question are rare."""
    text = "Le bourg est loin, la route est longue et le cabinet ferme tôt. " * 3
    return [replace(entry, text=text) for entry in many(count)]


def test_the_word_itself_comes_before_one_of_its_family(empty: Engine):
    look = Entry("page:1", "page", GES, "Fiche", "Le général dit la médecine, là.")
    own = Entry("page:2", "page", GES, "Fiche", "Deux médecins généralistes, ici.")
    empty.write([look, own, *fillers()])
    assert found(empty, "médecins généralistes") == ["page:2", "page:1"]


def test_words_together_come_before_the_same_apart(empty: Engine):
    apart = "Je tairai les secrets. Le secret, le professionnel, les professionnels."
    one = Entry("page:1", "page", GES, "Fiche", apart)
    other = Entry("page:2", "page", GES, "Fiche", "Le secret professionnel, les soins.")
    empty.write([one, other, *fillers()])
    assert found(empty, "secret professionnel")[0] == "page:2"


def test_words_together_in_a_title_count_more_than_apart_in_a_text(empty: Engine):
    text = "On peut appeler le service. La veille, le cabinet ferme."
    one = Entry("page:1", "page", GES, "Le retour", text)
    other = Entry("page:2", "page", GES, "Appeler la veille, mode d’emploi", "Le lit.")
    empty.write([one, other, *fillers()])
    assert found(empty, "qui appeler la veille")[0] == "page:2"


def test_a_page_that_only_has_a_look_alike_gives_no_passage(empty: Engine):
    file = Entry("document:1", "document", GES, "Guide", "")
    texts = ["Patrick BOYER, M. BOYER, BOYER.", "Une chaufferie au bois.", "Autre."]
    pages = [replace(file, page=n, text=text) for n, text in enumerate(texts, 1)]
    empty.write([file, *pages, *fillers()])
    [hit] = ask(empty, "bois").hits
    assert [passage.page for passage in hit.passages] == [2]


def test_passages_with_the_word_itself_leave_out_those_near_it(empty: Engine):
    file = Entry("document:1", "document", GES, "Guide", "")
    texts = ["Il sort de la sorte.", "Les sorties du vendredi.", "Une sorte de sorte."]
    pages = [replace(file, page=n, text=text) for n, text in enumerate(texts, 1)]
    empty.write([file, *pages, *fillers()])
    [hit] = ask(empty, "sortie").hits
    assert [passage.page for passage in hit.passages] == [2]


def test_thousands_of_texts_of_law_do_not_change_the_order_of_the_rest(empty: Engine):
    theme = Entry("page:1", "page", GES, "L’éducation thérapeutique", "Le bourg, ici.")
    text = "Les infirmières Asalée font l’éducation thérapeutique du patient, là."
    own = Entry("page:2", "page", GES, "Thèse", text)
    law = [
        replace(LAW, thing=f"reference:{n}", text="Le salarié signe le contrat.")
        for n in range(400)
    ]
    question = "infirmières Asalée éducation thérapeutique"
    empty.write([theme, own, *fillers()])
    alone = found(empty, question)
    empty.write(law)
    assert found(empty, question) == alone == ["page:2", "page:1"]


def test_short_texts_of_law_do_not_make_the_pages_of_the_group_long(empty: Engine):
    sentence = "Le bourg est loin, la route est longue et le cabinet ferme tôt. "
    theme = Entry("page:1", "page", GES, "Téléconférence", sentence)
    own = Entry("document:2", "document", GES, "Bilan", "")
    text = f"{sentence * 12} Une téléconférence, puis la téléconférence du soir."
    pages = [replace(own, page=n, text=f"{sentence * 12} {n}") for n in range(1, 30)]
    said = replace(own, page=30, text=text)
    law = [
        replace(LAW, thing=f"reference:{n}", title=f"{LAW.title} {n}", text="Abrogé.")
        for n in range(400)
    ]
    empty.write([theme, own, *pages, said, *fillers()])
    before = scores(empty, "téléconférence")
    empty.write(law)
    after = scores(empty, "téléconférence")
    share = [things["page:1"] / things["document:2"] for things in (before, after)]
    assert share[1] == pytest.approx(share[0], rel=0.15)


def scores(engine: Engine, question: str) -> dict[str, float]:
    return {hit.thing: hit.score for hit in ask(engine, question).hits}


def test_words_as_they_were_typed_find_the_heading_of_a_law(empty: Engine):
    heading = "Contenu et conclusion du contrat de vente"
    law = replace(LAW, text=f"Livre II › {heading}.\n\nLe bail est écrit.")
    text = "Le contrat a un contenu. On le vend, et la vente a une conclusion, ici."
    own = [Entry(f"page:{n}", "page", GES, "Fiche", text) for n in range(3)]
    empty.write([law, *own, *fillers()])
    assert found(empty, heading)[0] == "reference:9"
