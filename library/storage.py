"""Where files are kept."""

from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import TemporaryUploadedFile


class WholeFiles(FileSystemStorage):
    """A folder that keeps a file whole or not at all.

    A file is written aside, then moved under its name: a full disk, or a kill, leaves
    nothing that looks like it.
    """

    def _save(self, name: str, content: "File[Any]") -> str:
        if hasattr(content, "temporary_file_path"):
            return self._keep(name, content)
        with TemporaryUploadedFile(name, None, 0, None) as aside:
            for chunk in content.chunks():
                aside.write(chunk)
            aside.flush()
            return self._keep(name, aside)

    def _keep(self, name: str, content: "File[Any]") -> str:
        kept: str = super()._save(name, content)  # type: ignore[misc]
        return kept
