"""What changed between two versions of a form, in words for the clerk who compares them with the circular."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kiosk.forms.definition import Control, Form, controls_of
from kiosk.forms.validate import required_pointers


@dataclass(frozen=True, slots=True)
class Change:
    """One difference."""

    pointer: str
    """Of the field; "" for the form itself."""
    what: str

    def __str__(self) -> str:
        return f"{self.pointer or 'tờ khai'}: {self.what}"


def differences(old: Form, new: Form) -> tuple[Change, ...]:
    """Everything that a citizen or an officer would notice, in the order of the new form."""
    return (*_facts(old, new), *_fields(old, new), *_lists(old, new))


def _facts(old: Form, new: Form) -> Iterator[Change]:
    facts = {
        "tên": (old.title, new.title),
        "căn cứ": (old.legal_basis, new.legal_basis),
        "các trang": (" · ".join(p.title for p in old.pages), " · ".join(p.title for p in new.pages)),
    }
    for name, (before, after) in facts.items():
        if before != after:
            yield Change("", f"{name}: “{before}” → “{after}”")


def _fields(old: Form, new: Form) -> Iterator[Change]:
    before, after = _all(old), _all(new)
    needed_before, needed_after = _required(old), _required(new)
    for pointer, control in after.items():
        if pointer not in before:
            yield Change(pointer, f"mục mới “{control.label}”")
        else:
            yield from _field(pointer, before[pointer], control)
            if (pointer in needed_before) != (pointer in needed_after):
                yield Change(pointer, "trở thành bắt buộc" if pointer in needed_after else "không còn bắt buộc")
    for pointer, control in before.items():
        if pointer not in after:
            yield Change(pointer, f"bỏ mục “{control.label}”")


def _field(pointer: str, before: Control, after: Control) -> Iterator[Change]:
    if before.label != after.label:
        yield Change(pointer, f"nhãn “{before.label}” → “{after.label}”")
    if before.kind is not after.kind:
        yield Change(pointer, f"loại {before.kind} → {after.kind}")
    if before.max_length != after.max_length:
        yield Change(pointer, f"độ dài tối đa {before.max_length} → {after.max_length}")
    if before.autofill != after.autofill:
        yield Change(pointer, "cách điền sẵn từ thẻ khác trước")
    labels_before = {option.value: option.label for option in before.options}
    labels_after = {option.value: option.label for option in after.options}
    for value in [*labels_after, *(value for value in labels_before if value not in labels_after)]:
        if labels_before.get(value) != labels_after.get(value):
            yield Change(pointer, f"lựa chọn “{labels_before.get(value, '–')}” → “{labels_after.get(value, '–')}”")


def _lists(old: Form, new: Form) -> Iterator[Change]:
    lists = {"phép kiểm": (_checks(old), _checks(new)), "giá trị tự tính": (_derived(old), _derived(new))}
    for name, (before, after) in lists.items():
        yield from (Change("", f"thêm {name}: {one}") for one in after if one not in before)
        yield from (Change("", f"bỏ {name}: {one}") for one in before if one not in after)


def _checks(form: Form) -> list[str]:
    return [_name(check.at, check.name, check.params) for check in form.checks]


def _derived(form: Form) -> list[str]:
    return [_name(rule.at, rule.rule, rule.params) for rule in form.derivations]


def _name(at: str, name: str, params: Mapping[str, object]) -> str:
    return " ".join([at, name, *(f"{key}={value}" for key, value in sorted(params.items()))])


def _all(form: Form) -> dict[str, Control]:
    found: dict[str, Control] = {}
    for control in form.controls():
        found[control.pointer] = control
        found |= {f"{control.pointer}/*{column.pointer}": column for column in controls_of(control.columns)}
    return found


def _required(form: Form) -> frozenset[str]:
    """Pointers that are always required; what depends on answers is not compared."""
    return frozenset(required_pointers(form, form.schema, {}))
