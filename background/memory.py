"""Memory of a long-lived process."""

import ctypes
import ctypes.util


def give_back() -> None:
    """Return freed memory to the system, where the C library can (malloc_trim(3)).

    Worth calling after a burst of work, such as an import, in a process that then
    waits for long.
    """
    name = ctypes.util.find_library("c")
    trim = getattr(ctypes.CDLL(name), "malloc_trim", None) if name else None
    if trim is not None:
        trim(0)
