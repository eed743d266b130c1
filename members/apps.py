from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = "membres et espaces"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from background.daily import Job, jobs
        from members import cleaning, leaving, rights, team
        from members.spaces import ending

        team.connect()
        rights.connect()
        user_logged_in.connect(
            lambda user, **kwargs: leaving.forget_warnings(user),
            weak=False,
            dispatch_uid="members.forget_warnings",
        )
        jobs += [
            Job("journal", 3, cleaning.purge_journal),
            Job("fichiers de personnes", 3, cleaning.purge_people_files),
            Job("comptes inutilisés", 8, leaving.look_at_unused),
            ending.JOB,
        ]
