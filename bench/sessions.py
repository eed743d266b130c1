"""Sessions for measurements: the sign-in form is not what is measured."""


def sign_in(email: str) -> str:
    """A session of this person, as its cookie."""
    from django.contrib.sessions.backends.db import SessionStore

    from members.models import Member

    member = Member.objects.get(email=email)
    session = SessionStore()
    session["_auth_user_id"] = str(member.pk)
    session["_auth_user_backend"] = (
        "allauth.account.auth_backends.AuthenticationBackend"
    )
    session["_auth_user_hash"] = member.get_session_auth_hash()
    session.create()
    return str(session.session_key)
