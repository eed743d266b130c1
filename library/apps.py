from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = "bibliothèque"

    def ready(self) -> None:
        from background import worker
        from library import forgotten, signals, space_news
        from members import news

        signals.connect()
        loop = worker.Loop("lectures oubliées", forgotten.EVERY, forgotten.look)
        worker.loops.append(loop)
        news.givers.append(space_news.newest_documents)
        news.givers_of_people.append(space_news.documents_of_person)
