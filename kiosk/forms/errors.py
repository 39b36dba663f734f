"""What can be wrong with forms and with answers to them."""

from __future__ import annotations

from dataclasses import dataclass


class FormError(Exception):
    """Root of all errors of this package."""


class Locked(FormError):
    """A value that the chip vouches for may only be corrected by staff; `pointer` says which."""

    def __init__(self, pointer: str) -> None:
        super().__init__(pointer)
        self.pointer = pointer


class UnknownForm(FormError):
    """No usable form of that symbol is valid on that day."""


class NeedsBundle(FormError):
    """Several forms cannot be filled side by side: a bundle (a form with ``outputs``) asks for all of them at once."""


class UnknownField(FormError):
    """The form has no control at that pointer."""


class TooManyRows(FormError):
    """The table at that pointer is full."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in a form folder, where a clerk with a text editor finds it."""

    file: str
    """Folder and file, such as ``CT01@2026-07-01/ui.json``."""
    line: int
    """1-based; 0 when the file itself is missing."""
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


class BrokenForm(FormError):
    """A form folder that cannot be used, with everything that is wrong in it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
