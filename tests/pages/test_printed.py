"""A page that was typed with plain spaces is shown with those of French."""

from django.test import Client

from pages.models import ArticlePage, SectionPage
from tests.pages.telling import Block, block, shown, soup, write

N = "\u202f"
RICH: Block = {
    "type": "rich_text",
    "value": "<h2>Qui ?</h2><p>L'aide : <code>a ? b</code></p>",
}


def test_every_text_of_a_page_is_printed(member: Client, ges: SectionPage) -> None:
    page = ges.add_child(
        instance=ArticlePage(title="Qui vient à 17 h ?", summary="C'est ici : venez !")
    )
    page.save_revision().publish()
    page = write(
        page,
        RICH,
        block(
            "contact", name="L'accueil", role="", phone="15", email="", when="Dès 9 h !"
        ),
        block(
            "questions",
            title="Des questions ?",
            questions=[{"question": "Où l'appeler ?", "answer": "<p>Là !</p>"}],
        ),
    )
    html = shown(page, member)
    for said in (
        f"Qui vient à 17{N}h{N}?</h1>",
        f"C’est ici{N}: venez{N}!",
        f'<h2 id="qui">Qui{N}?</h2><p>L’aide{N}: <code>a ? b</code>',
        f'<a href="#qui">Qui{N}?</a>',
        "L’accueil",
        f"Dès 9{N}h{N}!",
        f"Des questions{N}?",
        f"Où l’appeler{N}?",
        f"Là{N}!",
    ):
        assert said in html, said
    listed = soup(member, ges.get_url()).select_one("main article")
    assert listed is not None
    assert f"Qui vient à 17{N}h{N}?" in listed.get_text()
    # What is stored, and searched, is what was typed.
    page.refresh_from_db()
    assert page.title == "Qui vient à 17 h ?"
