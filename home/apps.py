from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "accueil"

    def ready(self) -> None:
        from django.forms import Field, FileField

        from background.daily import Job, jobs
        from home import news_mail, visits
        from members import leaving, personal, team

        # Django’s own sentence says that the field is needed, not what to do.
        Field.default_error_messages["required"] = (
            "Ce champ est vide\u202f: remplissez-le."
        )

        FileField.default_error_messages["empty"] = (
            "Ce fichier est vide. Vérifiez-le sur votre poste, puis choisissez-le à "
            "nouveau."
        )

        jobs.append(Job("nouveautés par mail", 6, news_mail.ask_for_all))
        leaving.forgetters.append(visits.forget)
        personal.parts.append(("visites", visits.part))
        # After the last app: the permissions of all of them are there by then.
        post_migrate.connect(
            team.make_group, sender=self, dispatch_uid="home.make_group"
        )
