from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = "membres et espaces"

    def ready(self) -> None:
        from django.core.validators import EmailValidator
        from django.db.models.signals import post_delete, post_migrate

        from background.daily import Job, jobs
        from members import cleaning, french, leaving, lengths, rights, team
        from members.coming_in import arriving
        from members.directory import following, photos, yearly
        from members.models import Member
        from members.signing_in import chores, records, sessions
        from members.spaces import ending, life

        EmailValidator.message = french.NOT_AN_ADDRESS
        lengths.say()
        team.connect()
        rights.connect()
        following.connect()
        records.connect()
        sessions.connect()
        leaving.connect()
        chores.register()
        life.reopened.append(arriving.enter_late)
        post_migrate.connect(chores.make_cache_table, sender=self)
        post_delete.connect(
            photos.follow_deletion, Member, dispatch_uid="members.photos"
        )
        jobs += [
            Job("journal", 3, cleaning.purge_journal),
            Job("fichiers de personnes", 3, cleaning.purge_people_files),
            Job("comptes inutilisés", 8, leaving.look_at_unused),
            Job("fiches à confirmer", yearly.HOUR, yearly.ask_those_due),
            ending.JOB,
        ]
