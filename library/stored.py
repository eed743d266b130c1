"""Files of the store as paths, for the programs that read them."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db.models.fields.files import FieldFile


@contextmanager
def local_copy(file: FieldFile) -> Iterator[Path]:
    """The path of a stored file; a copy, removed at the end, if it is elsewhere."""
    try:
        path = Path(file.path)
    except NotImplementedError:
        with tempfile.NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR) as copy:
            with file.open("rb") as remote:
                shutil.copyfileobj(remote, copy)
            copy.flush()
            yield Path(copy.name)
    else:
        yield path
