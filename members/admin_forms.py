"""What the forms of Wagtail's admin share, for things that live in a space."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from members.choices import say_what_to_choose
from members.models import Space

if TYPE_CHECKING:
    Base = forms.BaseModelForm[Any]
else:
    Base = object


class OpenSpaces(Base):
    """Offers the spaces where the person may change things, and that of the thing."""

    #: What the choice of nothing is called, where it is not « Aucune ».
    empties: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Wagtail's forms say who fills them in by one of these names.
        user = kwargs.get("user") or kwargs.get("for_user") or AnonymousUser()
        super().__init__(*args, **kwargs)
        field = self.fields.get("space")
        if isinstance(field, forms.ModelChoiceField):
            mine = Space.objects.changed_by(user)
            offered = Q(pk__in=mine.values("pk")) | Q(pk=self.instance.space_id)
            field.queryset = Space.objects.filter(offered)
        say_what_to_choose(self, self.empties)
