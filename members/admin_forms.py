"""What the forms of Wagtail's admin share, for things that live in a space."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q

from members.models import Space

if TYPE_CHECKING:
    Base = forms.BaseModelForm[Any]
else:
    Base = object


class OpenSpaces(Base):
    """Offers the spaces where things may change, and the one that the thing is in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("space")
        if isinstance(field, forms.ModelChoiceField):
            offered = Q(state=Space.State.OPEN) | Q(pk=self.instance.space_id)
            field.queryset = Space.objects.filter(offered)
