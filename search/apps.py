from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "recherche"

    def ready(self) -> None:
        from background import worker
        from library.marking import finders
        from pages import glossary
        from search import changes, indexer
        from search.glossary import is_left_out
        from search.marking import find

        changes.connect()
        finders.insert(0, find)
        glossary.too_common.append(is_left_out)
        worker.loops.append(worker.Loop("index", 0.5, indexer.follow))
