from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "recherche"

    def ready(self) -> None:
        from background import worker
        from library.marking import finders
        from search import changes, indexer
        from search.marking import find

        changes.connect()
        finders.insert(0, find)
        worker.loops.append(worker.Loop("index", 0.5, indexer.follow))
