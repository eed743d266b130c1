"""What a reading may use, and how the system is told of it."""

import contextlib
import resource
from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What one reading may use: seconds and bytes.

    `cpu` counts for each process. `memory` is the address space of our extractors;
    LibreOffice reserves more than it uses, so `resident` bounds the sum of what all
    the processes really hold. `page` is the time for recognising one page.
    """

    wall: float = 120
    cpu: int = 120
    memory: int = 1024 * MEGABYTE
    resident: int = 900 * MEGABYTE
    written: int = 512 * MEGABYTE
    page: float = 60

    def bind(self, pid: int) -> None:
        """Bound a child that was just started and has not opened its file yet."""
        with contextlib.suppress(ProcessLookupError):
            for kind, wanted, ceiling in (
                (resource.RLIMIT_CPU, self.cpu, self.cpu + 5),
                (resource.RLIMIT_FSIZE, self.written, self.written),
                (resource.RLIMIT_CORE, 0, 0),
                # The child closes this one behind it unless it needs LibreOffice.
                (resource.RLIMIT_AS, self.memory, resource.RLIM_INFINITY),
            ):
                _, most = resource.prlimit(pid, kind)
                soft, hard = _lowest(wanted, most), _lowest(ceiling, most)
                resource.prlimit(pid, kind, (soft, hard))


FOR_TEXT = Limits()
FOR_OCR = Limits(wall=3_600, cpu=3_600)


def _lowest(*values: int) -> int:
    finite = [value for value in values if value != resource.RLIM_INFINITY]
    return min(finite, default=resource.RLIM_INFINITY)
