"""README.md states no number that nobody measured, and none that was measured otherwise."""

from __future__ import annotations

import importlib.util
import json
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_SPEC = importlib.util.spec_from_file_location("prove", ROOT / "packaging/prove.py")
prove = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(prove)
PROOF = json.loads((ROOT / "packaging/proof.json").read_text("utf-8"))


def test_every_number_in_the_readme_is_held_by_the_proof():
    assert prove.unproven((ROOT / "README.md").read_text("utf-8"), PROOF) == []


def test_the_proof_holds_only_what_is_listed_and_says_where_it_came_from():
    listed = tomllib.loads((ROOT / "packaging/proof.toml").read_text("utf-8"))
    assert set(PROOF) <= set(listed)
    for name, one in PROOF.items():
        assert one["said"] == listed[name]["said"].format(one["value"])
        assert one["command"] == listed[name]["command"]
        assert one["commit"] and one["date"]


def test_what_can_be_counted_at_once_has_not_changed_since():
    assert {name: PROOF[name]["value"] for name in prove.tree() if name in PROOF} == {
        name: number for name, number in prove.tree().items() if name in PROOF
    }, "measured before the tree changed: ./dev prove procedures forms"


@pytest.mark.parametrize("text", ["a package of 145 MB", "in 3.1 s", "1,700 tests", "costs 2 % more"])
def test_a_number_that_was_measured_otherwise_fails(text):
    proof = {"size": {"said": "144 MB"}, "first": {"said": "3.0 s"}, "tests": {"said": "1,701 tests"}}
    assert prove.unproven(text, proof) != []


def test_numbers_without_a_unit_and_names_are_no_claims():
    assert prove.unproven("Debian 12 or 13, CT01@2026-07-01, K07, Python ≥ 3.11, ./dev", {}) == []
