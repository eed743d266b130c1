"""Where a hit leads: to its words, whatever the format of the file."""

import html
import re

from wagtail.models import Page

from pages.models import ArticlePage, SectionPage
from tests.library import samples

FILLER = "Une phrase du guide qui ne parle pas de cela, et qui est assez longue. "


def links(page):
    """The title's link, then those of the passages with their labels."""
    title = re.findall(r'<h2><a href="([^"]*)">', page)[0]
    passages = re.findall(r'class="passage" href="([^"]*)"><b>(.*?)</b>', page)
    return html.unescape(title), [(html.unescape(url), name) for url, name in passages]


def found(browser, words):
    return links(browser.get("/recherche/", {"q": words}).content.decode())


def test_a_hit_in_a_long_text_opens_the_part_at_its_first_mark(
    add_file, people, sign_in, work
):
    text = "\n\n".join([FILLER * 10] * 30 + ["La chaufferie bois."] + [FILLER * 10] * 9)
    document = add_file(text, "guide.txt")
    work()
    browser = sign_in(people.member)
    title, passages = found(browser, "chaufferie")
    url, label = passages[0]
    number = int(re.findall(r"page=(\d+)", url)[0])
    assert number > 3
    assert label == f"partie\u00a0{number}"
    assert url == title
    assert url.endswith("#passage-1")
    page = browser.get(url).content.decode()
    assert '<mark id="passage-1">chaufferie</mark>' in page
    assert f'data-page="{number}"' in page
    assert len(re.findall(r"data-text.*?</div>", page, re.DOTALL)[0]) < 6_000
    assert document.get_absolute_url() in url


def test_the_title_of_a_hit_opens_its_best_page(add_file, people, sign_in, work):
    pages = ["Sommaire", "Le silo à grains", "Rien", "Un silo, deux silos à grains"]
    add_file(samples.pdf(*pages), "notice.pdf")
    work()
    title, passages = found(sign_in(people.member), "silo grains")
    assert re.search(r"page=[24]&q=silo\+grains#passage-1$", title)
    assert passages[0][0] == title
    assert passages[0][1].startswith("p.\u00a0")


def test_a_hit_on_a_title_alone_opens_the_document(add_file, people, sign_in, work):
    document = add_file(samples.pdf("Rien"), "notice.pdf", title="La moissonneuse")
    work()
    title, _ = found(sign_in(people.member), "moissonneuse")
    assert title.startswith(document.get_absolute_url())
    assert sign_in(people.member).get(title).status_code == 200


def test_a_hit_in_an_official_text_opens_at_its_words(
    people, spaces, category, sign_in, work
):
    from library.models import Reference
    from search import indexer

    Reference.objects.create(
        space=spaces.ges,
        category=category,
        title="Article 3",
        kind="article",
        text=f"{FILLER * 20}\n\nLa faucheuse est autorisée.",
    )
    indexer.rebuild()
    browser = sign_in(people.member)
    title, passages = found(browser, "faucheuse")
    assert passages[0][0] == title
    assert (
        '<mark id="passage-1">faucheuse</mark>' in browser.get(title).content.decode()
    )


def test_a_hit_on_a_title_alone_shows_its_summary(add_file, people, sign_in, work):
    document = add_file(samples.pdf("Un", "Deux"), "notice.pdf", title="Moissonneuse")
    document.summary = "Pour qui sème au printemps."
    document.save()
    work()
    page = shown(sign_in(people.member), "moissonneuse")
    assert passages_in(page) == [("résumé", "Pour qui sème au printemps.")]


def test_without_a_summary_it_shows_its_first_words(add_file, people, sign_in, work):
    add_file(samples.pdf("Au début", "Puis", "À la fin"), "n.pdf", title="Moissonneuse")
    work()
    page = shown(sign_in(people.member), "moissonneuse")
    assert passages_in(page) == [("p.\u00a01", "Au début")]


def test_what_has_no_text_shows_no_passage(add_file, people, sign_in, work):
    add_file(b"%PDF-1.4 x", "n.pdf", title="Moissonneuse")
    work()
    browser = sign_in(people.member)
    page = shown(browser, "moissonneuse")
    assert "Moissonneuse" in page
    assert passages_in(page) == []


def test_words_in_a_summary_are_said_to_be_there(add_file, people, sign_in, work):
    document = add_file(samples.pdf("Un", "Deux"), "notice.pdf")
    document.summary = "Pour qui sème au printemps."
    document.save()
    work()
    page = shown(sign_in(people.member), "printemps")
    expected = "Pour qui sème au <mark>printemps</mark>."
    assert passages_in(page) == [("résumé", expected)]


def test_a_page_of_the_site_gives_whole_sentences(people, spaces, sign_in, work):
    section = SectionPage(title="Essai", slug="essai", space=spaces.ges)
    Page.objects.get(depth=2).add_child(instance=section)
    text = (
        "<h2>Avant</h2><p>Préparez la carte</p><h2>Après</h2><p>Rangez la herse\u202f!"
    )
    callout = {"tone": "good", "title": "", "text": "<p>Tôt le matin</p>"}
    page = ArticlePage(title="Labour", body=[("rich_text", text), ("callout", callout)])
    section.add_child(instance=page)
    work()
    browser = sign_in(people.member)
    expected = (
        "Avant. Préparez la carte. Après. "
        "Rangez la <mark>herse</mark>\u202f! Tôt le matin."
    )
    assert passages_in(shown(browser, "herse")) == [("extrait", expected)]
    assert "Aucun résultat" in shown(browser, "bonne pratique")


def shown(browser, words):
    return html.unescape(browser.get("/recherche/", {"q": words}).content.decode())


def passages_in(page):
    return re.findall(
        r'class="passage" [^>]*><b>(.*?)</b> <span>(.*?)</span></a>', page
    )
