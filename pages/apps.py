from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = "pages"

    def ready(self) -> None:
        from members import news
        from pages import moves, space_news

        moves.connect()
        news.givers.append(space_news.newest_pages)
        news.counters.append(space_news.count_pages)
