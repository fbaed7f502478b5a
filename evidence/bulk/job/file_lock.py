"""A lock on a file that the system lets go of when its process ends, however it ends."""

import errno
import sys
from typing import IO


def locked(file: IO[str]) -> bool:
    """Lock a file until it is closed, or return that another process has.

    Parameters
    ----------
    file : file
        Opened for writing.

    Returns
    -------
    bool
        Whether no other process has it.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        # A file system that knows no locks is no other run.
        return fault.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
    return True
