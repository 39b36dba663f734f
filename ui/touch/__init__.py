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
    # PySide 6.12 gives one reference to None, True or False back too many in some calls. From Python 3.12 on they
    # cannot die; before, the kiosk would after some thousand pages. So they get more references than anyone uses up.
    for _lasting in (None, True, False):
        ctypes.c_ssize_t.from_address(id(_lasting)).value += 1 << 48
