"""What a person does at the door, step by step."""

import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from members.models import Member
from tests.people import PASSWORD, SECRET

CODE = re.compile(r"\b\d{4}-\d{4}\b")


def application_code(seconds: float = 0, secret: str = SECRET) -> str:
    """What the application shows, its clock off by so many seconds."""
    return format_hotp_value(hotp_value(secret, int(time.time() + seconds) // 30))


def give_password(
    client: Client, member: Member | str, password: str = PASSWORD, **more: Any
) -> Any:
    email = member if isinstance(member, str) else member.email
    given = {"login": email, "password": password, **more}
    return client.post(reverse("account_login"), given)


def give_factor(client: Client, code: str) -> Any:
    return client.post(reverse("mfa_authenticate"), {"code": code})


def say_again(client: Client, password: str = PASSWORD) -> Any:
    """Say again who one is, before something that matters."""
    return client.post(reverse("account_reauthenticate"), {"password": password})


def ask_for_code(client: Client, email: str, **more: Any) -> Any:
    given = {"email": email, **more}
    return client.post(reverse("account_request_login_code"), given)


def give_code(client: Client, code: str) -> Any:
    return client.post(reverse("account_confirm_login_code"), {"code": code})


def code_in(mail: Any) -> str:
    return CODE.search(mail.body).group()


def link_in(mail: Any) -> str:
    return re.search(r"http://\S+(/mot-de-passe/nouveau/\S+)", mail.body).group(1)


def is_in(client: Client) -> bool:
    """Is somebody signed in here, and let past the door?"""
    return client.get(reverse("home:dashboard")).status_code == 200
