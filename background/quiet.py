"""What the log need not tell."""

import logging

from django.core.exceptions import ObjectDoesNotExist


class GoneFilter(logging.Filter):
    """Leaves out the tasks of Wagtail and modelsearch whose object is gone meanwhile.

    They index what was deleted before their turn came: nothing is wrong.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        return not isinstance(error, ObjectDoesNotExist)
