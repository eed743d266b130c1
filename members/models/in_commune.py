"""What stands in a commune."""

from __future__ import annotations

from django.db import models

from members import communes


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
