"""Finds the addresses of other sites in published pages and official texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urldefrag

from django.db import transaction

from library.models import Reference
from library.models.links import LinkUse, OutsideLink
from pages.models import ContentPage

LINK = re.compile(r"""<a\b[^>]*?\bhref=["'](https?://[^"']+)""", re.IGNORECASE)
LONGEST = 2000


def addresses_in(value: Any) -> Iterator[str]:
    """Those of a body as it is stored, whatever its blocks."""
    if isinstance(value, str):
        if value.startswith(("http://", "https://")) and not re.search(r"\s", value):
            yield value
        yield from (unescape(address) for address in LINK.findall(value))
    elif isinstance(value, dict):
        for inside in value.values():
            yield from addresses_in(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from addresses_in(inside)


def whole(address: str) -> str:
    """Without the place within the page: it is one page to ask for."""
    return urldefrag(address).url


def gather() -> None:
    """Write afresh where each address stands, and forget those that stand nowhere."""
    used: dict[str, list[LinkUse]] = {}
    pages = ContentPage.objects.live().only("pk", "body")
    for page in pages.iterator(100):
        for address in {whole(a) for a in addresses_in(list(page.body.raw_data))}:
            used.setdefault(address, []).append(LinkUse(page_id=page.pk))
    texts = Reference.objects.exclude(url="").values_list("pk", "url")
    for pk, url in texts.iterator(500):
        used.setdefault(whole(url), []).append(LinkUse(reference_id=pk))
    used = {address: uses for address, uses in used.items() if len(address) <= LONGEST}
    with transaction.atomic():
        LinkUse.objects.all().delete()
        OutsideLink.objects.bulk_create(
            [OutsideLink(address=address) for address in used],
            batch_size=500,
            ignore_conflicts=True,
        )
        keys = dict(OutsideLink.objects.values_list("address", "pk"))
        gone = [pk for address, pk in keys.items() if address not in used]
        for start in range(0, len(gone), 500):
            OutsideLink.objects.filter(pk__in=gone[start : start + 500]).delete()
        rows = []
        for address, uses in used.items():
            for use in uses:
                use.link_id = keys[address]
                rows.append(use)
        LinkUse.objects.bulk_create(rows, batch_size=500)
