"""Why a card is believed or not, in words for staff; the words are data in ``resources/verdicts.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache

import resources
from drivers.ports import Verdict

_FILE = re.compile(r"^(DG\d{1,2}|COM|SOD|CardAccess)_(?=DIFFERS|NOT_IN_SOD)")


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.path("verdicts.toml").read_text("utf-8"))


def verdict_words(verdict: Verdict) -> str:
    """Return the sentence of a verdict. Raises KeyError when it has none (a test walks them all)."""
    return _table()["verdict"][verdict.value]


def reason_words(reasons: Iterable[str]) -> tuple[str, ...]:
    """Return a sentence for each reason of a reading, each once; an unknown one is shown by its name."""
    table = _table()["reason"]
    said = (table.get(_FILE.sub("", reason), reason) for reason in reasons)
    return tuple(dict.fromkeys(said))
