"""Communes of where the group is come first."""

from members.communes import Commune
from members.models import Practice


def near_first(found: list[Commune]) -> list[Commune]:
    """`found`, those of the departments where members practise first; one query."""
    codes = Practice.objects.order_by().values_list("commune_code", flat=True)
    near = {code[:2] for code in codes.distinct()}
    return sorted(found, key=lambda commune: commune.code[:2] not in near)
