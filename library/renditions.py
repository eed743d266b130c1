"""The sizes of an image that pages ask for, made before anybody reads one.

A page makes itself those that are not there yet: a large image costs seconds then.
"""

import logging

from django_tasks import task

from library.models import Picture
from pages.blocks.seen import PICTURE_SIZES

logger = logging.getLogger("maillage.library")

#: Those of pages, and that of the lists of the admin.
SIZES = (*PICTURE_SIZES, "max-165x165")


@task(priority=10)
def make_renditions(picture_id: int) -> None:
    picture = Picture.objects.filter(pk=picture_id).first()
    if picture is None:
        return
    try:
        for size in SIZES:  # one at a time: each unpacks the whole image
            picture.get_rendition(size)
    except Exception as error:  # Pillow's plugins raise what they like
        logger.warning("image %s cannot be made small: %s", picture_id, error)
