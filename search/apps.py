from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "recherche"

    def ready(self) -> None:
        from background import worker
        from search import changes, indexer

        changes.connect()
        worker.loops.append(worker.Loop("index", 0.5, indexer.follow))
