from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = "bibliothèque"

    def ready(self) -> None:
        from background import daily, worker
        from library import (
            forgotten,
            most_read,
            personal_data,
            renditions,
            signals,
            space_news,
            storage,
            themes,
            trash,
        )
        from library.keeping import reviewing
        from library.official import changes
        from library.outside import checking
        from library.previews import making
        from library.protocols import copies, reminding
        from library.sending import tidying
        from library.sharing import giving
        from members import leaving, news, opened, personal
        from members.spaces import life
        from pages import filling, notices
        from pages.publishing import reviewing as monthly

        signals.connect()
        loop = worker.Loop("lectures oubliées", forgotten.EVERY, forgotten.look)
        worker.loops.append(loop)
        loop = worker.Loop("envois commencés", tidying.EVERY, tidying.tidy)
        worker.loops.append(loop)
        daily.jobs.append(daily.Job("corbeille", 3, trash.purge))
        daily.jobs.append(daily.Job("morceaux d’envois", 3, tidying.sweep))
        daily.jobs.append(daily.Job("envois vers S3 coupés", 3, storage.sweep))
        sizes = renditions.ask_for_missing
        daily.jobs.append(daily.Job("tailles des images", 4, sizes))
        daily.jobs.append(daily.Job("liens vers l’extérieur", 2, checking.look))
        drawn = making.ask_for_missing
        daily.jobs.append(daily.Job("aperçus des fichiers", 4, drawn))
        daily.jobs.append(daily.Job("copies des protocoles", 3, copies.ask_for_missing))
        job = daily.Job("protocoles à lire", reminding.HOUR, reminding.remind)
        daily.jobs.append(job)
        daily.jobs.append(daily.Job("lectures des documents", 3, most_read.fade))
        opened.listeners.append(most_read.note)
        daily.jobs.append(daily.Job("textes abrogés", 1, changes.end_today))
        daily.jobs.append(daily.Job("liens de partage finis", 3, giving.forget))
        life.links_forbidden.append(giving.stop_all)
        notices.givers.append(changes.notices_of_pages)
        news.givers.append(space_news.newest_documents)
        news.givers.append(space_news.shared_links)
        personal.parts.append(("documents", personal_data.documents))
        personal.files.append(personal_data.files)
        leaving.forgetters.append(personal_data.forget_protocols)
        leaving.forgetters.append(giving.forget_those_of)
        news.counters.append(space_news.count_documents)
        news.counters.append(space_news.count_references)
        monthly.givers.append(reviewing.by_person)
        filling.fillers[filling.DOCUMENTS_OF_THEME] = themes.of_theme
        filling.fillers[filling.DOCUMENTS_OF_SPACE] = themes.of_space
        news.givers_of_people.append(space_news.documents_of_person)
