from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = "membres et espaces"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import post_delete

        from background.daily import Job, jobs
        from members import cleaning, leaving, rights, team
        from members.directory import following, photos, yearly
        from members.models import Member
        from members.spaces import ending

        team.connect()
        rights.connect()
        following.connect()
        post_delete.connect(
            photos.follow_deletion, Member, dispatch_uid="members.photos"
        )
        user_logged_in.connect(
            lambda user, **kwargs: leaving.forget_warnings(user),
            weak=False,
            dispatch_uid="members.forget_warnings",
        )
        jobs += [
            Job("journal", 3, cleaning.purge_journal),
            Job("fichiers de personnes", 3, cleaning.purge_people_files),
            Job("comptes inutilisés", 8, leaving.look_at_unused),
            Job("fiches à confirmer", yearly.HOUR, yearly.ask_those_due),
            ending.JOB,
        ]
