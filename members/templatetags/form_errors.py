"""What is wrong in a form that came back, told first: in the title and in a summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import template
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template import Context

register = template.Library()

Forms = BaseForm | BaseFormSet[Any]


@dataclass(frozen=True)
class Fault:
    """A field that does not suit: its words, where it is, what is wrong with it."""

    label: str
    anchor: str
    says: str


@register.simple_tag(takes_context=True)
def error_prefix(context: Context) -> str:
    """Begins the title of the page where a form came back with what is wrong."""
    return "Erreur\u202f: " if any(map(is_refused, forms_in(context))) else ""


def forms_in(context: Context) -> Iterator[Forms]:
    for value in context.flatten().values():
        if isinstance(value, BaseForm | BaseFormSet):
            yield value


def is_refused(form: Forms) -> bool:
    """Filters leave out what they do not understand: it is no error to tell."""
    if not form.is_bound or getattr(form, "is_forgiving", False):
        return False
    if isinstance(form, BaseFormSet):
        return form.total_error_count() > 0
    return bool(form.errors)


@register.inclusion_tag("components/form_errors.html")
def error_summary(
    form: BaseForm,
    places: BaseFormSet[Any] | None = None,
    *,
    opening: str = "Rien n’est enregistré.",
    asks_only: bool = False,
) -> dict[str, Any]:
    """The summary of a form, and of the set of forms that is sent with it."""
    all_forms = [form, *(places or [])]
    refused = [one for one in all_forms if is_refused(one)]
    return {
        "is_refused": bool(refused) or (places is not None and is_refused(places)),
        "opening": "" if asks_only else opening,
        "general": [str(error) for one in refused for error in one.non_field_errors()]
        + [str(error) for error in (places.non_form_errors() if places else [])],
        "faults": [fault for one in refused for fault in faults(one)],
    }


def faults(form: BaseForm) -> Iterator[Fault]:
    for field in form:
        if field.errors:
            says = " ".join(str(error) for error in field.errors)
            label = "" if field.is_hidden else str(field.label).removesuffix("\u202f?")
            yield Fault(label, anchor(field), says)


def anchor(field: BoundField) -> str:
    """The id of what is filled in; of the first choice, for several."""
    if field.is_hidden:
        return ""
    return field.id_for_label or f"{field.auto_id}_0"
