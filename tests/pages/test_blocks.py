"""What a page is built of: each block as its reader sees it."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.images import ImageFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from wagtail.blocks import CharBlock, StreamBlockValidationError

from home.models import FrontPage
from library.models import Document, Picture
from members.models import Member, Space
from pages.blocks import Body
from pages.models import ArticlePage, ContentPage, SectionPage, ThemePage
from search.page_text import page_text
from tests.pages.telling import Block, block, shown, write
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
AddFile = Callable[..., Document]


def picture(space: Space, title: str = "Carte", size: int = 900) -> Picture:
    data = BytesIO()
    Image.new("RGB", (size, size // 2), "#0b5d57").save(data, "PNG")
    data.seek(0)
    return Picture.objects.create(
        title=title, space=space, file=ImageFile(data, name="carte.png")
    )


def test_steps_say_who_does_what_and_when(
    theme: ThemePage, people: People, sign_in: SignIn
) -> None:
    step = {"what": "Appeler", "who": "L’infirmière", "when": "La veille", "text": ""}
    page = write(theme, block("steps", title="La sortie", steps=[step, step]))
    html = shown(page, sign_in(people.member))
    assert html.count('<p class="step-what">Appeler</p>') == 2
    assert "<ol" in html[: html.index("step-what")].rsplit("<section", 1)[1]
    assert '<h2 id="la-sortie">La sortie</h2>' in html
    assert '<a href="#la-sortie">La sortie</a>' in html  # « Sur cette page »
    assert "Appeler, L’infirmière, La veille" in page_text(page)


def test_a_question_has_an_address_and_opens_without_scripts(
    theme: ThemePage, people: People, sign_in: SignIn
) -> None:
    asked = {"question": "Et le vendredi ?", "answer": "<p>Avant 15 h.</p>"}
    page = write(theme, block("questions", title="Questions", questions=[asked, asked]))
    html = shown(page, sign_in(people.member))
    # Within the answer: a browser opens what holds the address that it goes to.
    answers = BeautifulSoup(html, "html.parser").select("details > .prose")
    anchors = [answer["id"] for answer in answers]
    assert anchors == ["question-et-le-vendredi", "question-et-le-vendredi-2"]
    assert "Avant 15 h." in page_text(page)


def test_a_table_has_its_caption_and_its_headings(
    theme: ThemePage, people: People, sign_in: SignIn
) -> None:
    table = {
        "caption": "Durées",
        "columns": [
            {"type": "text", "heading": "Étape"},
            {"type": "long_text", "heading": "Durée"},
        ],
        "rows": [{"values": ["Le projet", "<p><b>Un an</b></p>"]}],
    }
    page = write(theme, block("table", title="", table=table, first_is_heading=True))
    html = shown(page, sign_in(people.member))
    assert "<caption>Durées</caption>" in html
    assert '<th scope="col">Étape</th>' in html
    assert '<th scope="row">Le projet</th>' in html
    assert '<td data-label="Durée"><div><p><b>Un an</b></p></div></td>' in html
    assert "Un an" in page_text(page)


def test_an_image_has_its_alternative_and_is_seen_with_its_space(
    theme: ThemePage, people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    def with_image(space: Space, alt: str, decorative: bool = False) -> Block:
        image = {
            "image": picture(space, alt).pk,
            "alt_text": alt,
            "decorative": decorative,
        }
        return block("picture", image=image, caption=f"De {alt}", credit="")

    page = write(
        theme, with_image(spaces.ges, "Un bourg"), with_image(spaces.group, "Secret")
    )
    of_both = shown(page, sign_in(people.member))
    assert 'alt="Un bourg"' in of_both
    assert '<figure role="figure" aria-label="De Un bourg"' in of_both
    assert 'alt="Secret"' in of_both
    of_one = shown(page, sign_in(people.staff))
    assert 'alt="Un bourg"' in of_one
    people.colleague.memberships.filter(space=spaces.group).delete()
    hidden = shown(page, sign_in(people.colleague))
    assert 'alt="Un bourg"' in hidden
    assert "Secret" not in hidden
    assert re.search(r'width="900" height="450"', hidden)  # no shift, no upscaling
    assert "Un bourg" in page_text(page)


def test_an_image_without_words_is_refused_unless_decorative(spaces: Spaces) -> None:
    body = Body()
    image = picture(spaces.public)

    def cleaned(alt: str, decorative: bool) -> object:
        given = {"image": image.pk, "alt_text": alt, "decorative": decorative}
        raw = block("picture", image=given, caption="", credit="")
        return body.clean(body.to_python([raw]))

    for alt, decorative in (("Un bourg", False), ("", True)):
        assert cleaned(alt, decorative)
    with pytest.raises(StreamBlockValidationError):
        cleaned("", False)


def test_people_are_their_cards_for_who_may_find_them(
    theme: ThemePage, people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    theme_of_public = theme.get_parent().specific
    theme_of_public.space = spaces.public
    theme_of_public.save()
    named = [people.colleague.pk, people.outsider.pk]
    page = write(theme, block("people", title="Qui anime", people=named))
    ContentPage.objects.filter(pk=page.pk).update(space=spaces.public)
    html = shown(page, sign_in(people.member))
    assert "Lise Aubert" in html
    assert "Marc Thévenet" in html
    stranger = shown(page, sign_in(None))
    assert "Lise Aubert" not in stranger
    assert "Qui anime" not in stranger


def test_columns_hold_small_blocks(
    theme: ThemePage, people: People, sign_in: SignIn
) -> None:
    def column(words: str) -> list[Block]:
        return [{"type": "rich_text", "value": f"<p>{words}</p>"}]

    page = write(theme, block("columns", columns=[column("Un"), column("Deux")]))
    html = shown(page, sign_in(people.member))
    assert 'class="columns columns-2"' in html
    assert html.index("<p>Un</p>") < html.index("<p>Deux</p>")
    assert "Deux" in page_text(page)


def test_as_many_queries_for_any_number_of_blocks(
    theme: ThemePage,
    people: People,
    spaces: Spaces,
    add_file: AddFile,
    sign_in: SignIn,
) -> None:
    documents = [
        add_file(f"D{n}", f"d{n}.txt", space=spaces.ges, by=people.staff).pk
        for n in range(12)
    ]
    images = [picture(spaces.ges, f"I{n}", 300).pk for n in range(6)]
    link = f'<a linktype="page" id="{theme.get_parent().pk}">lien</a>'

    def blocks(count: int) -> Iterator[Block]:
        for n in range(count):
            yield {"type": "rich_text", "value": f"<h2>T{n}</h2><p>{link} {n}</p>"}
            yield block(
                "document_list", title=f"D{n}", documents=documents[2 * n : 2 * n + 2]
            )
            yield block(
                "people", title=f"P{n}", people=[people.member.pk, people.staff.pk]
            )
            yield block(
                "picture",
                image={"image": images[n], "alt_text": "x", "decorative": False},
                caption="",
                credit="",
            )
            step = {"what": "E", "who": "", "when": "", "text": f"<p>{link} s{n}</p>"}
            yield block("steps", title=f"S{n}", steps=[step])

    browser = sign_in(people.member)

    def queries(count: int) -> int:
        page = write(theme, *blocks(count))
        shown(page, browser)  # renditions are made at the first look
        with CaptureQueriesContext(connection) as asked:
            shown(page, browser)
        return len(asked)

    assert queries(6) == queries(1)


@pytest.mark.parametrize(
    "pasted",
    [
        "<script>alert(1)</script><p>Bonjour</p>",
        '<p onclick="x()">Bonjour</p>',
        '<p><a href="javascript:alert(1)">Bonjour</a></p>',
        '<p style="mso-list:l0" class="MsoNormal">Bonjour<o:p></o:p></p>',
        f'<p>Bonjour<img src="data:image/png;base64,{"A" * 2_000_000}" /></p>',
        '<blockquote type="cite"><p>Bonjour</p></blockquote>',
    ],
)
def test_what_is_pasted_keeps_its_words_and_nothing_else(pasted: str) -> None:
    text = Body().child_blocks["rich_text"]
    field = text.field
    kept = field.widget.value_from_datadict({"x": draft_of(pasted)}, {}, "x")
    assert "Bonjour" in kept
    assert len(kept) < 1000
    for wrong in ("script", "onclick", "javascript:", "style=", "Mso", "data:"):
        assert wrong not in kept


def draft_of(html: str) -> str:
    """What the editor sends for a text that was pasted into it."""
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    return str(ContentstateConverter(["bold", "link"]).from_database_format(html))


def test_a_body_of_too_many_blocks_is_refused() -> None:
    body = Body()
    many = body.to_python([{"type": "rich_text", "value": "<p>x</p>"}] * 201)
    with pytest.raises(StreamBlockValidationError) as refused:
        body.clean(many)
    assert "200 au plus" in str(refused.value.as_json_data())


def test_around_a_page_stand_those_that_one_may_see(
    theme: ThemePage, people: People, spaces: Spaces, sign_in: SignIn
) -> None:
    section = theme.get_parent().specific
    ids = []
    for title in ("Deux", "Trois"):
        page = ThemePage(title=title)
        section.add_child(instance=page)
        ids.append(page.pk)
    other = SectionPage(title="Autre", slug="autre", space=spaces.group)
    FrontPage.objects.get().add_child(instance=other)
    hidden = ArticlePage(title="Ailleurs")
    other.add_child(instance=hidden)
    for page in (theme, hidden):
        page.tags.add("hôpital")
        page.save()
    two = ThemePage.objects.get(pk=ids[0])
    context = sign_in(people.member).get(two.get_url()).context
    assert context["previous_page"].title == "Sorties"
    assert context["next_page"].title == "Trois"
    html = shown(theme, sign_in(people.member))
    assert "À lire aussi" in html
    assert "Ailleurs" in html
    people.colleague.memberships.filter(space=spaces.group).delete()
    html = shown(theme, sign_in(people.colleague))
    assert "À lire aussi" not in html
    assert "Ailleurs" not in html


def test_blocks_have_their_style_wherever_a_body_is_shown(
    theme: ThemePage, people: People, sign_in: SignIn
) -> None:
    write(theme, block("people", title="Qui anime", people=[people.colleague.pk]))
    page = shown(theme, sign_in(people.member))
    front = sign_in(None).get("/").content.decode()
    assert re.search(r'href="[^"]*css/pages/blocks[^"]*\.css"', page)
    assert re.search(r'href="[^"]*css/pages/directory[^"]*\.css"', page)
    assert re.search(r'href="[^"]*css/pages/blocks[^"]*\.css"', front)
    assert not re.search(r'href="[^"]*css/pages/directory[^"]*\.css"', front)


@pytest.mark.parametrize("kind", ["callout", "table", "picture", "video"])
def test_a_block_is_named_by_its_words_in_the_outline(kind: str) -> None:
    """Else its first choice, or a box that is ticked or not, would name it."""
    one = Body().child_blocks[kind]
    named = re.findall(r"\{(\w+)\}", one.meta.label_format)
    assert named
    assert all(isinstance(one.child_blocks[name], CharBlock) for name in named)


def test_an_image_begins_with_no_name_of_a_file(spaces: Spaces) -> None:
    image = picture(spaces.ges, "IMG_2031")
    assert image.default_alt_text == ""
    image.description = "Une carte du Pays."
    assert image.default_alt_text == "Une carte du Pays."
