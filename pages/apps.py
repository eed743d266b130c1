from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = "pages"

    def ready(self) -> None:
        from background import daily, worker
        from members import news, personal
        from pages import moves, space_news
        from pages.publishing import personal_data, reviewing, scheduling
        from pages.publishing.models import follow_pages

        moves.connect()
        moves.pages_moved.connect(follow_pages, dispatch_uid="pages.follow_pages")
        worker.loops.append(
            worker.Loop("pages à leur date", scheduling.EVERY, scheduling.look)
        )
        daily.jobs.append(daily.Job("pages à revoir", reviewing.HOUR, reviewing.remind))
        personal.parts.append(("propositions de pages", personal_data.proposals))
        news.givers.append(space_news.newest_pages)
        news.counters.append(space_news.count_pages)
