"""The walk: a page of each kind, found by following links.

A kind is a view and, for pages of the tree, its template. The walk finds by itself
whatever a link leads to: a new page is looked at without a line here.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page

#: Wagtail's own screens, files, and what a visit would change or end.
LEFT_ALONE = re.compile(
    r"^/(admin|static|media|documents|_util)/|/deconnexion/|\.(vcf|csv|ics|pdf|atom|txt|zip)$"
    r"|/(copie|fichier|telecharger)/?$"
)
MOST_OF_A_KIND = 1
#: Where the walk starts, for each person whom it follows.
STARTS = {
    "stranger": ["/", "/connexion/", "/rejoindre/"],
    "membre": ["/mon-espace/", "/menu/"],
    "pays": ["/mon-espace/", "/menu/", "/composants/"],
}
#: Fewer kinds than these: the walk has lost its way.
FEWEST = {"stranger": 8, "membre": 25, "pays": 45}


def kind_of(address: str, *, fine: bool = True) -> str:
    """The name of the view; for pages of the tree, what they are too.

    Not so finely, pages of the tree that stand as deep are of one kind.
    """
    try:
        found = resolve(urlsplit(address).path)
    except Resolver404:
        return "nothing"
    name = found.view_name or str(found.route)
    if name == "wagtail_serve":
        parts = urlsplit(address).path.strip("/").split("/")
        return f"{name} {'/'.join(parts[:2]) if fine else len(parts)}"
    return name


def links(page: Page) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "all => all.map((a) => a.href)")
    return [str(href) for href in found]


def every_kind(
    page: Page, starts: list[str], site: str, *, fine: bool = True
) -> Iterator[str]:
    """Goes to a page of each kind that links lead to, and gives its address."""
    waiting = [urljoin(site, start) for start in starts]
    seen: set[tuple[str, tuple[str, ...]]] = set()
    kinds: dict[str, int] = {}
    while waiting:
        address = waiting.pop(0)
        kind = kind_of(address, fine=fine)
        if kinds.get(kind, 0) >= MOST_OF_A_KIND:
            continue
        try:
            answer = page.goto(address)
        except Error as error:
            if "Download is starting" not in str(error):
                raise
            kinds[kind] = MOST_OF_A_KIND
            continue
        if answer is None or "html" not in answer.headers.get("content-type", ""):
            continue
        if page.url != address:  # it leads elsewhere, perhaps to what was seen
            address, led_by = page.url, kind
            kind = kind_of(address, fine=fine)
            if kind != led_by:
                kinds[led_by] = MOST_OF_A_KIND
                if kinds.get(kind, 0) >= MOST_OF_A_KIND:
                    continue
        kinds[kind] = kinds.get(kind, 0) + 1
        yield address
        for link in links(page):
            href = link.split("#")[0]
            parts = urlsplit(href)
            path = parts.path
            if not href.startswith(site) or LEFT_ALONE.search(path):
                continue
            shape = (path, tuple(sorted(re.findall(r"(\w+)=", parts.query))))
            if shape not in seen:
                seen.add(shape)
                waiting.append(href)
