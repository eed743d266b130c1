"""Workers that are alive, so that the work of the dead is given to others."""

from django.db import models


class Beat(models.Model):
    """The last sign of life of a worker."""

    worker = models.CharField("travailleur", max_length=64, primary_key=True)
    seen_at = models.DateTimeField("vu à")

    class Meta:
        verbose_name = "signe de vie"

    def __str__(self) -> str:
        return self.worker


class Routine(models.Model):
    """When a daily job was last done (`background.daily`)."""

    name = models.CharField("travail", max_length=60, primary_key=True)
    done_on = models.DateField("fait le", null=True)

    class Meta:
        verbose_name = "travail quotidien"
        verbose_name_plural = "travaux quotidiens"

    def __str__(self) -> str:
        return self.name
