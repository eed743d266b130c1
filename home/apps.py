from django.apps import AppConfig
from django.db.models.signals import post_migrate


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "accueil"

    def ready(self) -> None:
        from django.forms import Field, FileField

        from background.daily import Job, jobs
        from home import (
            favourites,
            feeds,
            news_mail,
            readings,
            recent,
            site_address,
            visits,
        )
        from home.models import FrontPage
        from members import leaving, opened, personal, reach, team

        # Django’s own sentence says that the field is needed, not what to do.
        Field.default_error_messages["required"] = (
            "Ce champ est vide\u202f: remplissez-le."
        )

        FileField.default_error_messages["empty"] = (
            "Ce fichier est vide. Vérifiez-le sur votre poste, puis choisissez-le à "
            "nouveau."
        )

        jobs.append(Job("nouveautés par mail", 6, news_mail.ask_for_all))
        jobs.append(Job("lectures récentes", 3, recent.purge))
        jobs.append(Job("lectures anciennes", 3, readings.purge))
        jobs.append(Job("favoris sans objet", 3, favourites.sweep))
        opened.listeners.append(recent.note)
        reach.given_addresses.append(FrontPage.given_address)
        leaving.forgetters += [
            visits.forget,
            favourites.forget,
            recent.clear,
            feeds.revoke,
        ]
        personal.parts += [
            ("visites", visits.part),
            ("favoris", favourites.part),
            ("lectures récentes", recent.part),
            ("flux", feeds.part),
        ]
        post_migrate.connect(
            site_address.set_site, sender=self, dispatch_uid="home.set_site"
        )
        # After the last app: the permissions of all of them are there by then.
        post_migrate.connect(
            team.make_group, sender=self, dispatch_uid="home.make_group"
        )
