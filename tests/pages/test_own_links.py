"""The whole address of one of our pages, pasted in a text, is a link to the page."""

import json

import pytest
from django.conf import settings
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import ReferenceIndex, Site
from wagtail.rich_text import RichText

from home.site_address import set_site
from pages import own_links
from pages.models import ArticlePage, SectionPage


@pytest.fixture
def page(spaces):
    root = Site.objects.get(is_default_site=True).root_page
    section = root.add_child(
        instance=SectionPage(title="Le groupe", slug="groupe", space=spaces.ges)
    )
    return section.add_child(instance=ArticlePage(title="La charte", slug="charte"))


def stored(address: str) -> str:
    """What Wagtail keeps of a text whose words lead to `address`."""
    words = "La charte"
    given = {
        "blocks": [
            {
                "key": "a",
                "text": words,
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [],
                "entityRanges": [{"offset": 0, "length": len(words), "key": 0}],
            }
        ],
        "entityMap": {
            "0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": address}}
        },
    }
    converter = ContentstateConverter(features=["link"])
    return str(converter.to_database_format(json.dumps(given)))


@pytest.mark.parametrize(
    "given",
    ["{site}{path}", "{path}", "{site}{bare}", "  {site}{path} "],
)
def test_a_whole_address_of_ours_is_a_link_to_the_page(given, page):
    path = page.get_url()
    address = given.format(site=settings.SITE_ADDRESS, path=path, bare=path.rstrip("/"))
    assert f'linktype="page" id="{page.pk}"' in stored(address).replace(
        f'id="{page.pk}" linktype="page"', f'linktype="page" id="{page.pk}"'
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://www.has-sante.fr/groupe/charte/",
        "{site}/bibliotheque/",
        "{site}{path}#article-2",
        "{site}{path}?page=2",
        "mailto:x@example.org",
        "{site}/n-existe-pas/",
    ],
)
def test_another_address_stays_what_it_is(address, page):
    address = address.format(site=settings.SITE_ADDRESS, path=page.get_url())
    assert f'href="{address}"' in stored(address)


def test_what_is_no_address_does_not_break(page):
    assert own_links.link({"url": "http://[", "children": "x"}) is not None


def test_what_links_here_knows_it(page):
    other = page.get_parent().add_child(
        instance=ArticlePage(
            title="Les gestes",
            slug="gestes",
            body=[
                ("rich_text", RichText(stored(settings.SITE_ADDRESS + page.get_url())))
            ],
        )
    )
    ReferenceIndex.create_or_update_for_object(other)
    found = ReferenceIndex.get_references_to(page)
    assert str(other.pk) in {row.object_id for row in found}


def test_the_site_of_wagtail_has_the_address_of_the_settings(db, settings):
    for address, host, port in (
        ("https://ges.example.fr", "ges.example.fr", 443),
        ("http://localhost:8123", "localhost", 8123),
    ):
        settings.SITE_ADDRESS = address
        set_site()
        site = Site.objects.get(is_default_site=True)
        assert (site.hostname, site.port) == (host, port)
        assert site.root_url == address
