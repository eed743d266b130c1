"""The sizes of an image that pages ask for, made before anybody reads one.

A page makes itself those that are not there yet: a large image costs seconds then.
"""

import logging

from django.db.models import Count, Q
from django_tasks import task

from library.models import Picture
from library.storage import is_up
from library.stored import ask_again
from pages.blocks.seen import PICTURE_SIZES

logger = logging.getLogger("maillage.library")

#: Those of pages, and that of the lists of the admin.
SIZES = (*PICTURE_SIZES, "max-165x165")


#: Those of images that were there before: after what somebody waits for.
LATE = -5


def ask_for_missing() -> int:
    """Each day: images that lack a size, put in before the worker made them, or whose
    file came back from a backup; how many."""
    made = Count(
        "renditions__filter_spec",
        filter=Q(renditions__filter_spec__in=SIZES),
        distinct=True,
    )
    lacking = Picture.objects.annotate(made=made).filter(made__lt=len(set(SIZES)))
    keys = list(lacking.order_by("pk").values_list("pk", flat=True))
    for key in keys:
        make_renditions.using(priority=LATE).enqueue(key)
    return len(keys)


@task(priority=10)
def make_renditions(picture_id: int) -> None:
    picture = Picture.objects.filter(pk=picture_id).first()
    if picture is None:
        return
    try:
        for size in SIZES:  # one at a time: each unpacks the whole image
            picture.get_rendition(size)
    except Exception as error:  # Pillow's plugins raise what they like
        if not is_up(picture.file):
            ask_again(make_renditions, picture_id)
            return
        logger.warning("image %s cannot be made small: %s", picture_id, error)
