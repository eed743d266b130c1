"""Films that are played in a page, and lists that fill themselves."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import StreamBlockValidationError

from library.models import Document
from library.themes import set_themes
from members.models import Member
from pages.blocks import Body
from pages.models import ArticlePage, SectionPage, ThemePage
from tests.library.samples import WEBM
from tests.pages.telling import Block, block, day, shown, tell, write
from tests.people import People, Spaces

SignIn = Callable[[Member | None], Client]
AddFile = Callable[..., Document]


def test_documents_of_a_theme_come_by_themselves(
    theme: ThemePage,
    people: People,
    spaces: Spaces,
    add_file: AddFile,
    sign_in: SignIn,
) -> None:
    mine = add_file("A", "a.txt", space=spaces.ges, by=people.staff, title="Fiche")
    secret = add_file("B", "b.txt", space=spaces.group, by=people.editor, title="Caché")
    for document in (mine, secret):
        set_themes(people.staff, document, [theme])
    lists = block("filling", title="Du thème", what="documents_of_theme", count=5)
    page = write(theme, lists)
    below = ArticlePage(title="Sous le thème")
    page.add_child(instance=below)
    for each in (page, write(below, lists)):
        assert "Fiche" in shown(each, sign_in(people.member))
        assert "Caché" in shown(each, sign_in(people.member))
    people.colleague.memberships.filter(space=spaces.group).delete()
    assert "Caché" not in shown(page, sign_in(people.colleague))
    assert "Fiche" in shown(page, sign_in(people.colleague))


def test_a_video_is_a_link_and_nothing_is_fetched(
    theme: ThemePage, people: People, sign_in: SignIn
) -> None:
    video = {
        "title": "Le retour à domicile",
        "url": "https://www.video.example/v/12",
        "duration": "4 minutes",
        "summary": "Une infirmière raconte.",
    }
    html = shown(write(theme, block("video", **video)), sign_in(people.member))
    assert '<a href="https://www.video.example/v/12" rel="external noreferrer">' in html
    assert "s’ouvre sur video.example, hors de ce site" in html
    assert "<iframe" not in html
    body = Body()
    with pytest.raises(ValidationError):
        body.clean(
            body.to_python([block("video", **{**video, "url": "http://v.example/"})])
        )


FILM: Block = {"title": "Le lavage", "url": "", "summary": "On rince, on sèche."}
VTT = b"WEBVTT\n\n00:01.000 --> 00:02.000\nOn rince."


def test_a_film_of_the_library_is_played_by_who_sees_it(
    theme: ThemePage, people: People, spaces: Spaces, sign_in: SignIn, add_file: AddFile
) -> None:
    film = add_file(WEBM, name="lavage.webm", space=spaces.group, by=people.editor)
    said = add_file(VTT, name="lavage.vtt", space=spaces.group, by=people.editor)
    value = {**FILM, "film": film.pk, "captions": said.pk}
    page = write(theme, block("video", **value))
    client = sign_in(people.editor)
    html = shown(page, client)
    source = re.search(r'<source src="([^"]+)" type="video/webm">', html)
    track = re.search(r'<track kind="captions" src="([^"]+)" srclang="fr"', html)
    assert source
    assert track
    got: Any = client.get(source[1], headers={"range": "bytes=0-3"})
    assert (got.status_code, b"".join(got.streaming_content)) == (206, WEBM[:4])
    assert got["Content-Disposition"].startswith("inline")
    assert client.get(track[1])["Content-Type"] == "text/vtt"
    assert "On rince, on sèche." in html
    people.colleague.memberships.filter(space=spaces.group).delete()
    html = shown(page, sign_in(people.colleague))
    assert "<video" not in html
    assert "Le lavage" not in html


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("film", {}),
        ("url", {"url": "https://v.example/", "film": "film", "silent": True}),
        ("film", {"film": "text", "silent": True}),
        ("captions", {"film": "film"}),
        ("captions", {"film": "film", "captions": "text"}),
        ("url", {"url": "http://v.example/"}),
    ],
)
def test_a_video_that_could_not_be_seen_or_heard_is_told(
    field: str, value: Block, people: People, add_file: AddFile
) -> None:
    there = {"film": add_file(WEBM, name="a.webm"), "text": add_file(title="Texte")}
    given = {
        name: there[each].pk if each in there else each for name, each in value.items()
    }
    body = Body()
    with pytest.raises(StreamBlockValidationError) as raised:
        body.clean(body.to_python([block("video", **{**FILM, **given})]))
    assert list(raised.value.as_json_data()["blockErrors"][0]["blockErrors"]) == [field]


def test_the_latest_news_of_the_space_come_by_themselves(
    theme: ThemePage, ges: SectionPage, public: SectionPage, member: Client
) -> None:
    for number in range(4):
        tell(ges, f"Nouvelle {number}", day=day(-number))
    tell(public, "Ailleurs")
    lists = block("filling", title="Nouvelles", what="news", count=3)
    html = shown(write(theme, lists), member)
    found = [title for title in ("Nouvelle 0", "Nouvelle 2") if title in html]
    assert found == ["Nouvelle 0", "Nouvelle 2"]
    for absent in ("Nouvelle 3", "Ailleurs"):
        assert absent not in html
    assert 'href="/actualites/?espace=ges">Tout voir' in html

    with CaptureQueriesContext(connection) as few:
        member.get(theme.get_url())
    for number in range(20):
        tell(ges, f"Plus tard {number}", day=day(1))
    lists["value"]["count"] = 20  # type: ignore[index]
    write(theme, lists)
    with CaptureQueriesContext(connection) as many:
        assert "Plus tard 19" in shown(theme, member)
    assert len(many) <= len(few)
