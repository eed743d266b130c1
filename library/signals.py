"""Files follow their rows, and are read once the row is there."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import FileField, Model
from django.db.models.signals import post_delete, post_save

from library.models import Picture, Preview, StampedCopy, Version
from library.renditions import make_renditions
from library.tasks import read_version

#: Priority of readings: what a person has just added goes before what the admin
#: keeps of each document (0, four tasks a document), and before whole folders.
BY_A_PERSON, IN_BULK = 20, -5


def ask_for_reading(
    sender: type[Version], instance: Version, created: bool, **kwargs: Any
) -> None:
    if created and not kwargs.get("raw"):
        # A person who waits for his file goes before a folder of thousands.
        priority = IN_BULK if instance.document.in_bulk else BY_A_PERSON
        read_version.using(priority=priority).enqueue(instance.pk)


def ask_for_renditions(
    sender: type[Picture], instance: Picture, created: bool, **kwargs: Any
) -> None:
    if created and not kwargs.get("raw"):
        make_renditions.enqueue(instance.pk)


def remove_files(
    sender: type[Model], instance: Version | StampedCopy | Preview, **kwargs: Any
) -> None:
    """What is deleted leaves the disk once the deletion holds."""
    for field in sender._meta.concrete_fields:
        if isinstance(field, FileField) and (file := field.value_from_object(instance)):
            transaction.on_commit(partial(file.storage.delete, str(file.name)))


def connect() -> None:
    post_save.connect(ask_for_reading, Version, dispatch_uid="library.ask_for_reading")
    post_save.connect(
        ask_for_renditions, Picture, dispatch_uid="library.ask_for_renditions"
    )
    for model in (Version, StampedCopy, Preview):
        uid = f"library.remove_files.{model.__name__}"
        post_delete.connect(remove_files, model, dispatch_uid=uid)
