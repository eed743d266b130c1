from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "library"
    verbose_name = "bibliothèque"

    def ready(self) -> None:
        from library import signals, space_news
        from members import news

        signals.connect()
        news.givers.append(space_news.newest_documents)
