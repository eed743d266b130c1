"""What a form says of a length: « au plus 20\u202f000 caractères », by thousands."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import (
    BaseValidator,
    MaxLengthValidator,
    MinLengthValidator,
)

from members.templatetags.french import grouped


class Count(int):
    """A number that a sentence writes as French does."""

    def __str__(self) -> str:
        return grouped(int(self))


def look(validator: BaseValidator, value: Any) -> None:
    try:
        looked(validator, value)
    except ValidationError as error:
        params = error.params or {}
        counts = {name: Count(params[name]) for name in ("limit_value", "show_value")}
        error.params = {**params, **counts}
        raise


looked = BaseValidator.__call__


def say() -> None:
    for kind in (MaxLengthValidator, MinLengthValidator):
        kind.__call__ = look  # type: ignore[method-assign, assignment]
