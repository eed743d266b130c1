from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = "membres et espaces"

    def ready(self) -> None:
        from members import team

        team.connect()
