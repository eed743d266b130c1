from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = "membres et espaces"

    def ready(self) -> None:
        from django.db.models.signals import post_delete

        from background import daily
        from members import team
        from members.directory import following, photos, yearly
        from members.models import Member

        team.connect()
        following.connect()
        post_delete.connect(
            photos.follow_deletion, Member, dispatch_uid="members.photos"
        )
        daily.jobs.append(
            daily.Job("fiches à confirmer", yearly.HOUR, yearly.ask_those_due)
        )
