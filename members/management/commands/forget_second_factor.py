"""`manage.py forget_second_factor`: for who has lost telephone and recovery codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from members.models import Member
from members.signing_in.lost import forget_factors


class Command(BaseCommand):
    help = (
        "Retire les seconds facteurs d’une personne, qui a perdu son téléphone et ses "
        "codes de secours. Assurez-vous d’abord, de vive voix, que c’est bien elle."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="son adresse mail")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        member = Member.objects.filter(email=email.lower()).first()
        if member is None:
            raise CommandError(f"Personne n’a l’adresse {email}.")
        if not forget_factors(member):
            self.stdout.write(f"{member} n’avait pas de second facteur.")
            return
        self.stdout.write(
            f"{member} se connecte désormais avec son seul mot de passe, et remettra "
            "un second facteur si son rôle en demande un."
        )
