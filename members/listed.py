"""What everyone in the directory has, with an account or without."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from django.db import models


def fold(text: str) -> str:
    """Lower case without accents or ligatures: `Mœglé, Émilie` → `moegle, emilie`.

    What people type and what is searched are folded alike.
    """
    text = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae")
    text = text.replace("’", "'").replace("-", " ")
    split = unicodedata.normalize("NFKD", text)
    return "".join(c for c in split if not unicodedata.combining(c)).casefold()


def in_order(name: str) -> str:
    """The name folded, its numbers of one length: « Groupe 2 » before « Groupe 10 »."""
    return re.sub(r"\d+", lambda digits: digits[0].zfill(4), fold(name))[:200]


class InFrenchOrder(models.Model):
    """What has a `name` and stands in lists of choices: É beside E, whatever the base.

    `folded` follows at each save; who changes many names at once writes it too.
    """

    name: Any
    folded = models.CharField(max_length=200, editable=False, default="")

    class Meta:
        abstract = True
        ordering = ["folded"]

    def save(
        self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any
    ) -> None:
        self.folded = in_order(self.name)
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "folded"}
        super().save(*args, update_fields=update_fields, **kwargs)


class Listed(models.Model):
    """A line of the directory: how to reach someone, and what for.

    `folded` holds all the words by which the line is found, folded
    (`members.words.kept`). `members.directory.following` keeps it true at each save;
    who changes many rows at once calls `members.directory.refold`.
    """

    phone = models.CharField("téléphone", max_length=30, blank=True)
    concerns = models.TextField(
        "me contacter pour",
        blank=True,
        max_length=500,
        help_text="Ce que vous faites de particulier, ce pour quoi vous appeler.",
    )
    folded = models.TextField(blank=True, editable=False, default="")

    class Meta:
        abstract = True
