"""Numbers with a key."""

from django.core.exceptions import ValidationError
from stdnum import luhn


def is_rpps(number: str) -> bool:
    """Is this an RPPS number: eleven digits, the last a Luhn key (ISO/IEC 7812-1)?"""
    return len(number) == 11 and number.isdigit() and bool(luhn.is_valid(number))


def check_rpps(number: str) -> None:
    """Raise ValidationError when `number` is not an RPPS number."""
    if not is_rpps(number):
        raise ValidationError(
            "Ce numéro RPPS n’est pas bon\u202f: onze chiffres, le dernier étant une "
            "clé. Vérifiez-le sur votre carte CPS."
        )
