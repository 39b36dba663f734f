"""What an official form is once its folder is read: pages of controls, rules, checks; frozen and without I/O."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from jsonschema.protocols import Validator

from kiosk.forms.choices import Choices
from kiosk.forms.kinds import Kind
from kiosk.forms.view import JsonValue, Option
from kiosk.identity.party import Fact
from kiosk.language.words import Text


class Effect(StrEnum):
    """What a rule does when its condition holds (JSON Forms, "Rules"); when it does not, the opposite."""

    SHOW = "SHOW"
    HIDE = "HIDE"
    ENABLE = "ENABLE"
    DISABLE = "DISABLE"


@dataclass(frozen=True, slots=True)
class Condition:
    """A JSON Schema that the value at a pointer must satisfy; a missing value fails it, always."""

    pointer: str
    """Relative to the row inside a table, to the whole answers elsewhere; "" is all of them."""
    validator: Validator = field(compare=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """One JSON Forms rule."""

    effect: Effect
    condition: Condition


@dataclass(frozen=True, slots=True)
class Autofill:
    """Which fact of which party's card fills a control."""

    party: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Control:
    """One field of a form."""

    pointer: str
    """Of its answer; inside a table relative to the row."""
    kind: Kind
    label: Text
    rule: Rule | None = None
    short: Text = ""
    """What messages call it, where the label is a question: "Chưa chọn <nơi nhận kết quả>"."""
    hint: Text = ""
    example: Text = ""
    options: tuple[Option, ...] = ()
    choice_list: str = ""
    within: str = ""
    """Pointer of the answer that narrows a large list."""
    autofill: Autofill | None = None
    masked: bool = False
    upper: bool = False
    """The paper shows it in capitals."""
    max_length: int = 0
    parts: tuple[Control, ...] = ()
    """Of a compound kind; their pointers are relative to it."""
    columns: tuple[Element, ...] = ()
    """Of kind ``rows``; their pointers are relative to a row."""
    party: str = ""
    """Of kind ``rows``: row 0 is party ``<party>/0``."""
    max_rows: int = 0
    paper: str = ""
    """Of kind ``attachment``: id of the procedure's paper that it is, if it is one of them."""
    draft: bool = False
    """The label was not compared with the official text."""

    @property
    def paper_id(self) -> str:
        """Of kind ``attachment``: id of the paper that is laid under the camera for it."""
        return self.paper or self.pointer[1:].replace("/", "-")


@dataclass(frozen=True, slots=True)
class Note:
    """Words between controls."""

    text: Text
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A titled block of controls, usually about one person."""

    label: Text
    elements: tuple[Element, ...]
    rule: Rule | None = None
    party: str = ""


Element = Control | Note | Group


@dataclass(frozen=True, slots=True)
class Page:
    """One subject of the form, shown as one page."""

    id: str
    title: Text
    elements: tuple[Element, ...]
    rule: Rule | None = None
    lead: Text = ""


@dataclass(frozen=True, slots=True)
class Given:
    """Answers that a procedure and its case bring along: never asked, never printed."""

    procedure: str
    """Procedure code, or "" for any."""
    fact: str
    """What an answer before the form made known, or ""."""
    case: str
    answers: Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class SamePerson:
    """One party of the form turns out to be another: the requester is the mother, the declarant is the subject."""

    party: str
    other: str
    when: Condition | None


@dataclass(frozen=True, slots=True)
class Derivation:
    """A value that the kiosk works out, see `kiosk.forms.derive`."""

    at: str
    rule: str
    when: Condition | None
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Check:
    """A named check that no JSON Schema can say, see `kiosk.forms.checks`."""

    name: str
    at: str
    """Pointer of the field that shows the message; ``*`` stands for every row."""
    message: Text
    when: Condition | None
    warning: bool
    """True when it only warns: the kiosk never refuses a dossier on a hint."""
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Output:
    """One official form that a bundle fills, with where its answers come from."""

    form: Form
    answers: Mapping[str, str]
    """Pointer in the official form to pointer in the bundle."""
    constants: Mapping[str, JsonValue]
    when: Condition | None
    each: str = ""
    """Pointer of the table of which every row fills one, ``*`` in `answers` standing for it; "" for one form."""


@dataclass(frozen=True, slots=True)
class Review:
    """Who compared the form with the official text; empty until a person has."""

    reviewer: str = ""
    on: date | None = None
    source: str = ""
    source_sha256: str = ""

    @property
    def done(self) -> bool:
        """True when a person vouches for the form."""
        return bool(self.reviewer and self.on and self.source and self.source_sha256)


@dataclass(frozen=True, slots=True)
class Form:
    """One version of one official form, or a bundle of several."""

    id: str
    """``symbol@valid-from``."""
    symbol: str
    title: Text
    legal_basis: str
    valid_from: date
    valid_to: date | None
    folder: Path
    sha256: str
    """Digest of everything that defines it, shared fragments included."""
    schema: Mapping[str, Any] = field(repr=False, compare=False)
    validator: Validator = field(repr=False, compare=False)
    pages: tuple[Page, ...] = field(repr=False)
    given: tuple[Given, ...] = field(repr=False)
    same: tuple[SamePerson, ...] = field(repr=False)
    derivations: tuple[Derivation, ...] = field(repr=False)
    checks: tuple[Check, ...] = field(repr=False)
    outputs: tuple[Output, ...] = field(repr=False)
    review: Review
    paper: bool
    """True when it has a paper of its own (``print.typ``)."""
    choices: Choices = field(repr=False, compare=False)
    """The large lists of the catalogue that it belongs to."""

    def controls(self) -> Iterator[Control]:
        """Every control outside tables, in page order."""
        for page in self.pages:
            yield from controls_of(page.elements)

    def find_control(self, pointer: str) -> Control | None:
        """The control whose answer is at the pointer or around it, tables by their own pointer."""
        return next((c for c in self.controls() if pointer == c.pointer or pointer.startswith(c.pointer + "/")), None)

    @property
    def drafts(self) -> int:
        """How many labels were not compared with the official text."""
        return sum(inner.draft for c in self.controls() for inner in (c, *controls_of(c.columns), *c.parts))

    @property
    def releasable(self) -> bool:
        """True when a person compared it with the official text and no label is a draft, in every form it fills."""
        return self.review.done and not self.drafts and all(output.form.releasable for output in self.outputs)


def controls_of(elements: tuple[Element, ...]) -> Iterator[Control]:
    """The controls among elements, through groups, in order."""
    for element in elements:
        if isinstance(element, Control):
            yield element
        elif isinstance(element, Group):
            yield from controls_of(element.elements)
