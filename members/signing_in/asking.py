"""Who asks."""

from django.http import HttpRequest

from members.models import Member


def member_of(request: HttpRequest) -> Member:
    """The person of a view that strangers do not reach."""
    if not isinstance(request.user, Member):
        raise TypeError("This view is not for strangers.")
    return request.user
