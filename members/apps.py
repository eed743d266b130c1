from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = "membres et espaces"

    def ready(self) -> None:
        from background import daily
        from members import rights, team
        from members.spaces import ending

        team.connect()
        rights.connect()
        daily.jobs.append(ending.JOB)
