"""What the index still has to learn."""

from django.db import models


class Change(models.Model):
    """A thing that has changed since it was indexed.

    Rows are written in the transaction of the change itself, and taken out once the
    index has committed: a kill at any moment loses nothing.
    """

    thing = models.CharField("chose", max_length=60)
    at = models.DateTimeField("depuis", auto_now_add=True)

    class Meta:
        verbose_name = "changement à indexer"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.thing
