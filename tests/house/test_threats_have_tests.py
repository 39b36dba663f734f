"""Each of T1 to T19 has a row in tests/README.md, and the tests that a row names are there."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
TABLE = (TESTS / "README.md").read_text("utf-8")


def test_no_threat_is_without_a_row():
    rows = [line.split("|")[1] for line in TABLE.splitlines() if line.startswith("| T")]
    assert {int(number) for row in rows for number in re.findall(r"\bT(\d+)\b", row)} == set(range(1, 20))


def test_every_test_that_is_named_is_there():
    named = re.findall(r"`([a-z_/0-9]+\.py)(?:::(\w+))?`", TABLE)
    assert len(named) > 25
    missing = [
        (file, test)
        for file, test in named
        if not (TESTS / file).is_file() or (test and f"def {test}(" not in (TESTS / file).read_text("utf-8"))
    ]
    assert missing == []
