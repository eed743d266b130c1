from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = "membres et espaces"

    def ready(self) -> None:
        from members import team
        from members.signing_in import chores, records, sessions

        team.connect()
        records.connect()
        sessions.connect()
        chores.register()
        post_migrate.connect(chores.make_cache_table, sender=self)
