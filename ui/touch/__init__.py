"""Everything a person touches: the screen and all that stands on it."""

import ctypes
import sys

if sys.version_info < (3, 12):
    # PySide 6.12 gives one reference to None back too many each time Qt answers with nothing. From Python 3.12 on None
    # cannot die; before, the kiosk would after some thousand pages. So None gets more references than a machine uses up.
    ctypes.c_ssize_t.from_address(id(None)).value += 1 << 48
