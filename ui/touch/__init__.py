"""Everything a person touches: the screen and all that stands on it."""

import builtins
import ctypes
import sys

_plain_import = builtins.__import__
import PySide6.QtCore  # noqa: E402, F401  # loaded here for what it does to Python, see below

# PySide puts a hook of its own into `import` for a feature nobody here uses. It reads the source of every module that
# is imported from then on, which costs a second of start-up and lets modules with lazy parts (pydantic) fail.
builtins.__import__ = getattr(builtins, "__orig_import__", _plain_import)

if sys.version_info < (3, 12):
    # PySide 6.12 gives one reference to None back too many each time Qt answers with nothing. From Python 3.12 on None
    # cannot die; before, the kiosk would after some thousand pages. So None gets more references than anyone uses up.
    ctypes.c_ssize_t.from_address(id(None)).value += 1 << 48
