from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kiosk.forms.answers import below, drop, find, leaves, put

names = st.text("abcxyz~/", min_size=1, max_size=4)
objects = st.recursive(
    st.one_of(st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(st.dictionaries(names, inner, max_size=4), st.lists(inner, max_size=3)),
    max_leaves=12,
)


def escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


@given(st.dictionaries(names, objects, max_size=4), st.lists(names, min_size=1, max_size=3), st.integers())
def test_what_is_put_is_found_and_nothing_is_changed_in_place(answers: Any, path: list[str], value: int) -> None:
    pointer = "".join(f"/{escaped(name)}" for name in path)
    inner = answers
    for name in path[:-1]:
        inner = inner.get(name, {}) if isinstance(inner, dict) else {}
    before = repr(answers)
    if isinstance(inner, list) or any(isinstance(find(answers, p), list) for p in prefixes(pointer)):
        return
    changed = put(answers, pointer, value)
    assert find(changed, pointer) == value
    assert repr(answers) == before
    assert find(drop(changed, pointer), pointer) is None


def prefixes(pointer: str) -> list[str]:
    parts = pointer.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


@given(st.dictionaries(names, objects, max_size=4))
def test_every_leaf_is_found_at_its_pointer(answers: Any) -> None:
    for pointer, value in leaves(answers):
        assert find(answers, pointer) == value


def test_an_emptied_object_goes_but_an_emptied_row_stays() -> None:
    assert drop({"a": {"b": {"c": 1}}}, "/a/b/c") == {}
    assert drop({"rows": [{"a": 1}, {"a": 2}]}, "/rows/0/a") == {"rows": [{}, {"a": 2}]}
    assert drop({"rows": [{"a": 1}, {"a": 2}]}, "/rows/0") == {"rows": [{"a": 2}]}
    assert drop({"a": 1}, "/b/c") == {"a": 1}


def test_below_knows_whole_names_only() -> None:
    assert below("/head/name", "/head")
    assert not below("/head_name", "/head")
