"""What a filled page looks like to a screen, a speaker or a printer: plain frozen values, no widgets.

`kiosk/forms/walk.py` makes these from form data and answers; screens only show them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.identity.party import Source
from kiosk.language.words import Text

JsonValue = Any
"""A JSON value: str, int, float, bool, None, list or dict of the same."""


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a choice."""

    value: str
    label: Text
    hint: Text = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One control of a page in the state it is in now."""

    pointer: str
    """JSON pointer of the answer, such as ``/personal_id`` or ``/members/0/full_name``."""
    kind: str
    """A name of `kiosk.forms.kinds.Kind`: decides which input the screen shows."""
    label: str
    value: JsonValue = field(default=None, repr=False)
    text: str = field(default="", repr=False)
    """The value as a person reads it ("02/09/1990"), also for review and speech."""
    hint: str = ""
    example: str = ""
    required: bool = False
    enabled: bool = True
    locked: bool = False
    """True for chip facts that only staff may correct."""
    source: Source | None = None
    error: str = ""
    """What to do about it, in words; empty when the value is fine or not yet judged."""
    options: tuple[Option, ...] = ()
    choice_list: str = ""
    """Name of a large list that `PageView.search` serves; `options` is empty then."""
    within: str = ""
    """What narrows a large list: the province code for communes."""
    rows: tuple[tuple[FieldView, ...], ...] = ()
    """For kind ``rows``: one tuple of fields a row."""
    max_length: int = 0
    parts: tuple[FieldView, ...] = ()
    """For compound kinds (address, ID paper, group): their own fields."""
    party: str = ""
    """Role of the person this block is about, when a card laid down can fill it."""
    warning: str = ""
    """Something to look at again that hinders nothing."""
    spoken: str = field(default="", repr=False)
    """The value as the voice says it: digits in groups, dates by day, month, year."""
    masked: bool = False
    """True for ID and phone numbers: review hides them until touched."""
    full: bool = False
    """For kind ``rows``: no further row fits."""

    @property
    def filled(self) -> bool:
        """True when the value came whole from a card or a rule: shown as a row with its source, not as an input."""
        whole = self.value not in (None, "") and not any(part.required and not part.value for part in self.parts)
        return whole and self.source not in (None, Source.TYPED, Source.STAFF)


@dataclass(frozen=True, slots=True)
class PageView:
    """One page of a form: one subject, its visible fields in order."""

    id: str
    title: str
    number: int
    """1-based."""
    count: int
    lead: str = ""
    fields: tuple[FieldView, ...] = ()
    search: Callable[[str, str, str], tuple[Option, ...]] | None = field(default=None, repr=False, compare=False)
    """Searches a large list: its name, what was typed, what narrows it."""
    draft: bool = False
    """True when nobody has compared the form with the official text yet: the demo shows it with a mark."""

    @property
    def errors(self) -> tuple[FieldView, ...]:
        """The fields that must be corrected, in page order."""
        return tuple(f for f in self.fields if f.error)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One answer as the citizen checks it."""

    label: str
    text: str = field(repr=False)
    source: Source | None
    masked: bool = False
    """True for ID and phone numbers: shown with dots until touched."""
    spoken: str = field(default="", repr=False)
    """The answer as the voice says it."""


@dataclass(frozen=True, slots=True)
class ReviewSection:
    """One page of answers; `page` is the 1-based page to return to."""

    title: str
    page: int
    rows: tuple[ReviewRow, ...]
    editable: bool = True


@dataclass(frozen=True, slots=True)
class FilledForm:
    """One official form ready to be sealed."""

    form: str
    """``symbol@valid-from``."""
    symbol: str
    sha256: str
    """Digest of the form's definition, so that the portal validates against the same one."""
    answers: Mapping[str, JsonValue] = field(repr=False)
    sources: Mapping[str, str]
    """JSON pointer to `Source` value."""
    missing: tuple[str, ...] = field(default=(), repr=False)
    """What keeps it from being whole though nothing could be mended here, in words; it is completed at the desk."""
