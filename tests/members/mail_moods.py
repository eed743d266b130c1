"""Mail servers in a bad mood, as smtplib tells of them."""

from smtplib import SMTPRecipientsRefused
from typing import Any

from django.core.mail.backends.locmem import EmailBackend


class Refusing(EmailBackend):
    """Refuses each address that begins with `refuse@`."""

    def send_messages(self, messages: Any) -> int:
        for message in messages:
            if message.to[0].startswith("refuse@"):
                raise SMTPRecipientsRefused({message.to[0]: (550, b"no such user")})
        return super().send_messages(messages)


class Down(EmailBackend):
    """Nobody answers."""

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError
