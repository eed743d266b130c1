"""A link that is pasted with the whole address of one of our pages is a link to it.

It is then followed when the page moves, counted before the page is deleted, and its
words alone once it is gone, as any link that was chosen.
"""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.models import Page, Site


def page_at(address: str) -> Page | None:
    """The page of this site at a whole address, or a path; None for all else.

    One with a question or an anchor stays an address: a link to a page has none.
    """
    parts = urlsplit(address.strip())
    ours = urlsplit(settings.SITE_ADDRESS)
    if parts.netloc and parts.netloc.lower() != ours.netloc.lower():
        return None
    if parts.scheme not in {"", "http", "https"} or parts.query or parts.fragment:
        return None
    if not parts.path.startswith("/"):
        return None
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    path = site.root_page.url_path + unquote(parts.path).strip("/")
    return Page.objects.filter(url_path=f"{path.rstrip('/')}/").first()


def link(props: dict[str, Any]) -> Any:
    """Wagtail's entity of a link, which knows our own addresses."""
    address = props.get("url")
    if address and not props.get("id"):
        try:
            page = page_at(address)
        except ValueError:  # no address at all: « http://[ »
            page = None
        if page is not None:
            props = {**props, "id": page.pk}
    return link_entity(props)
