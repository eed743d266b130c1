"""Who manages whose account.

Staff of the Pays manage the accounts of everyone but administrators. Only an
administrator makes another, and none changes his own rank: one always remains.
"""

from members.models import Member

REFUSED = "Seul un administrateur peut modifier le compte d’un administrateur."


def may_manage(user: Member, account: Member) -> bool:
    """May `user`, who has entered the admin, change or close this account?"""
    return user.is_superuser or not account.is_superuser
