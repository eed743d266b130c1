from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    name = "background"
    verbose_name = "travaux de fond"

    def ready(self) -> None:
        from background import daily, worker

        worker.loops.append(
            worker.Loop("travaux quotidiens", daily.LOOK_EVERY, daily.run)
        )
