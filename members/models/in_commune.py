"""What stands in a commune."""

from __future__ import annotations

from django.db import models

from members import communes
from members.communes import Commune


class InCommune(models.Model):
    """Something that stands in a commune of the official geographic code (INSEE)."""

    commune_code = models.CharField("code de la commune", max_length=5, blank=True)
    commune_name = models.CharField("commune", max_length=100, blank=True)

    class Meta:
        abstract = True

    @property
    def commune_shown(self) -> str:
        """Its commune, told from those of the same name: « Saint-Prix (03) »."""
        return communes.shown(self.commune_code, self.commune_name)

    @property
    def commune_typed(self) -> str:
        """As a form that asks for one has it: « Lapalisse (03120) »."""
        known = communes.of_code(self.commune_code)
        return str(known) if known else self.commune_name

    def stand_in(self, commune: Commune | None) -> None:
        """Write where it stands; None for nowhere that is known. It is not saved."""
        self.commune_code = commune.code if commune else ""
        self.commune_name = commune.name if commune else ""
