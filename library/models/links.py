"""Addresses of other sites that pages and official texts lead to."""

from __future__ import annotations

from django.db import models

from library.models.references import Reference
from pages.models import ContentPage


class OutsideLink(models.Model):
    """One address, and what its last check found; see `library.outside`."""

    class State(models.TextChoices):
        NEW = "new", "pas encore regardé"
        FINE = "fine", "répond"
        MOVED = "moved", "a changé d’adresse"
        GONE = "gone", "page introuvable"
        REFUSED = "refused", "n’ouvre pas aux robots"
        BROKEN = "broken", "site en panne"
        SLOW = "slow", "ne répond pas à temps"
        INSECURE = "insecure", "certificat refusé"
        UNREACHABLE = "unreachable", "site injoignable"
        FORBIDDEN = "forbidden", "adresse d’un réseau privé"

    address = models.CharField("adresse", max_length=2000, unique=True)
    state = models.CharField(
        "état", max_length=12, choices=State.choices, default=State.NEW
    )
    found = models.CharField("trouvé", max_length=12, blank=True, editable=False)
    moved_to = models.CharField("nouvelle adresse", max_length=2000, blank=True)
    checked_at = models.DateTimeField("regardé le", null=True)
    since = models.DateTimeField("depuis", null=True)
    answered_at = models.DateTimeField("a répondu le", null=True)

    class Meta:
        verbose_name = "lien vers l’extérieur"
        verbose_name_plural = "liens vers l’extérieur"

    def __str__(self) -> str:
        return self.address


class LinkUse(models.Model):
    """Where an address stands: a page, or an official text."""

    wagtail_reference_index_ignore = True  # nobody mentions the page by it

    link = models.ForeignKey(OutsideLink, models.CASCADE, related_name="uses")
    page = models.ForeignKey(ContentPage, models.CASCADE, null=True, related_name="+")
    reference = models.ForeignKey(
        Reference, models.CASCADE, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "emploi d’un lien"

    def __str__(self) -> str:
        return f"{self.link_id}\u202f: {self.page or self.reference}"


class LinkRound(models.Model):
    """The last round of checks: one row. `is_offline`: nothing at all could be reached,
    so nothing was concluded."""

    started_at = models.DateTimeField("commencé le")
    ended_at = models.DateTimeField("fini le", null=True)
    is_offline = models.BooleanField("rien n’a pu être joint", default=False)

    class Meta:
        verbose_name = "tournée de vérification"

    def __str__(self) -> str:
        return f"{self.started_at:%d/%m/%Y}"
