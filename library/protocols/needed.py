"""From which version a reading, or an approval, of a protocol counts."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from library.models import Protocol, Version

THROUGH = [Version.Door.THROUGH, Version.Door.RELEASED]


def with_needed(protocols: QuerySet[Any]) -> QuerySet[Protocol]:
    """Each with `needed`: the number from which a reading counts."""
    counted = Version.objects.filter(
        document=OuterRef("document"),
        number__lte=OuterRef("document__current__number"),
        door__in=THROUGH,
        is_minor=False,
    )
    last = counted.order_by("-number").values("number")[:1]
    return protocols.annotate(needed=Coalesce(Subquery(last), Value(0)))
