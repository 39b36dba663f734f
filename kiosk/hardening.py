"""Keeps memory and errors of a serving process to itself: no core dump, no debugger, no traceback with values.

For processes that hold citizens' data; a developer's own commands keep their tracebacks.
"""

from __future__ import annotations

import ctypes
import logging
import resource
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the first picture does not wait for it
    import asyncio

_PR_SET_DUMPABLE = 4
"""prctl(2), linux/prctl.h: no core, no ptrace by the same user, ``/proc/self/mem`` closed."""


def close_memory() -> None:
    """Allow neither core dumps nor debuggers. Raises OSError."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def return_freed_memory() -> None:
    """Hand what was freed back to the system, which clears it (malloc_trim(3)): less of a visit stays."""
    ctypes.CDLL(None).malloc_trim(0)


def say_only_types() -> None:
    """Log of every unhandled error its type alone: messages and tracebacks carry values; so do libraries' own logs."""
    logging.getLogger().addHandler(logging.NullHandler())
    sys.excepthook = _crashed
    threading.excepthook = lambda said: _crashed(said.exc_type, said.exc_value, said.exc_traceback)
    sys.unraisablehook = lambda said: _crashed(said.exc_type, said.exc_value, said.exc_traceback)


def quiet_loop(loop: asyncio.AbstractEventLoop) -> None:
    """Let a loop log an error that nobody awaited by its type alone."""

    def crashed(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        _crashed(type(error) if error else None, None, error.__traceback__ if error else None)

    loop.set_exception_handler(crashed)


def _crashed(kind: type[BaseException] | None, _value: BaseException | None, trace: TracebackType | None) -> None:
    """Name the type and the innermost place of ours, such as ``submit.py:120``."""
    import structlog  # noqa: PLC0415 – late: the first picture does not wait for it

    if kind is not None and issubclass(kind, KeyboardInterrupt):
        return
    structlog.get_logger().error("sys_crash", error_type=getattr(kind, "__name__", "unknown"), code=_place(trace))


def _place(trace: TracebackType | None) -> str:
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "unknown"
    return f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
