"""How many documents each filter of the list would leave."""

from __future__ import annotations

from collections import Counter

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear

from library.filters import FORMATS, DocumentFilters
from library.models import Document

#: By the name of a filter of many values, what its values are counted by.
COUNTED = {
    "categorie": "category__slug",
    "espace": "space__slug",
    "format": "current__kind",
    "theme": "themes",
    "commune": "communes__commune_code",
    "annee": "year",
    "profession": "protocol__professions",
}
FORMAT_OF = {kind: name for name, (_, kinds) in FORMATS.items() for kind in kinds}


def counts(
    filters: DocumentFilters, documents: QuerySet[Document]
) -> dict[str, dict[str, int]]:
    """By filter and value, the documents that are left with it and the other filters.

    One query for each filter. That of a box is counted under « on ».
    """
    found = {}
    for name in filters.fields:
        if name in COUNTED:
            found[name] = by_value(filters, documents, name)
        elif name in filters.boxes:
            left = filters.narrowed(documents, but=name, and_also={name: True})
            found[name] = {"on": left.count()}
    return found


def by_value(
    filters: DocumentFilters, documents: QuerySet[Document], name: str
) -> dict[str, int]:
    left = filters.narrowed(documents, but=name)
    if name == "profession":
        left = left.filter(protocol__retired_at=None)
    rows = left.annotate(year=ExtractYear("created_at")).order_by()
    counted = rows.values_list(COUNTED[name]).annotate(Count("pk", distinct=True))
    total: Counter[str] = Counter()
    for value, count in counted:
        key = FORMAT_OF.get(value) if name == "format" else value
        if key is not None:
            total[str(key)] += count
    return dict(total)
