"""One ``procedure.toml`` read, checked as a whole and turned into a `Procedure`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from kiosk.language.fold import clean
from kiosk.procedures.problems import Place, Problem, in_words, line_of
from kiosk.procedures.procedure import Procedure

_LARGEST = 200 * 1024
"""Bytes of a procedure.toml; the longest of ours has a tenth of it."""

_LONGEST_LINE = 2_000
"""Characters; ours stay under 400."""

_CODE = re.compile(r"[A-Z0-9][A-Z0-9._]{3,40}")
"""Any code of a procedure; ``1.004194`` and its local suffixes are only the usual pattern."""

_ID = re.compile(r"[a-z0-9_]{1,40}")
"""Of a case, question, choice or paper: it names parts of a dossier."""

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")

_TOML_LINE = re.compile(r"at line (\d+)")

_Flaw = tuple[Place, str]


def read_text(file: Path, largest: int = _LARGEST, longest_line: int = _LONGEST_LINE) -> str:
    """Return the text of a file of data, without the byte order mark of some editors.

    Raises OSError, or ValueError for what no honest file is: no plain file, a link out of its folder, larger than
    `largest` bytes. Lines are limited too: the standard TOML parser takes the square of a dotted key's length.
    """
    if file.exists() and not file.is_file():
        raise ValueError("không phải tệp thường")
    if not file.resolve().is_relative_to(file.parent.parent.resolve()):
        raise ValueError("liên kết ra ngoài thư mục")
    if file.stat().st_size > largest:
        raise ValueError(f"tệp quá lớn, tối đa {largest // 1024} KiB")
    text = file.read_text("utf-8-sig")
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > longest_line:
            raise ValueError(f"dòng dài hơn {longest_line} ký tự (at line {number})")
    return text


def read_procedure(file: Path) -> Procedure | list[Problem]:
    """Return the procedure of a file, or everything that is wrong with it; the folder's name is its slug."""
    try:
        text = read_text(file)
        data = tomllib.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        return [_unreadable(file, error)]
    if "slug" in data:
        return [Problem(file, line_of(text, ("slug",)), "slug: tên thư mục đã là slug, bỏ dòng này")]
    try:
        procedure = _adapter().validate_python(data | {"slug": file.parent.name})
    except ValidationError as error:
        return sorted(Problem(file, line_of(text, item["loc"]), in_words(item)) for item in error.errors())
    flaws = [*_text_flaws(data, ()), *_meaning_flaws(procedure)]
    return sorted(Problem(file, line_of(text, path), words) for path, words in flaws) or procedure


def _unreadable(file: Path, error: Exception) -> Problem:
    if isinstance(error, FileNotFoundError):
        return Problem(file, 0, "thư mục thiếu tệp này")
    if isinstance(error, UnicodeDecodeError):
        return Problem(file, 0, "tệp không phải UTF-8: lưu lại với bảng mã UTF-8")
    found = _TOML_LINE.search(str(error))
    if isinstance(error, tomllib.TOMLDecodeError) and found is None:
        return Problem(file, read_text(file).count("\n") + 1, f"không đọc được: {error}")
    return Problem(file, int(found[1]) if found else 0, f"không đọc được: {error}")


@cache
def _adapter() -> TypeAdapter[Procedure]:
    return TypeAdapter(Procedure)


def _text_flaws(value: object, path: Place) -> Iterator[_Flaw]:
    """Find texts that are not NFC or hold invisible marks or stray spaces."""
    if isinstance(value, str) and value != clean(value):
        yield path, "chữ có ký tự ẩn, khoảng trắng thừa hoặc không phải Unicode dựng sẵn (NFC)"
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _text_flaws(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _text_flaws(inner, (*path, index))


def _meaning_flaws(procedure: Procedure) -> Iterator[_Flaw]:
    yield from _code_flaws(procedure)
    yield from _twice(("cases",), (case.id for case in procedure.cases))
    yield from _twice(("questions",), (question.id for question in procedure.questions))
    for number, case in enumerate(procedure.cases):
        yield from _twice(("cases", number, "papers"), [paper.id for paper in (*procedure.papers, *case.papers)])
    yield from _money_and_time_flaws(procedure)
    yield from _question_flaws(procedure)
    yield from _fact_flaws(procedure)


def _code_flaws(procedure: Procedure) -> Iterator[_Flaw]:
    codes: list[_Flaw] = [(("code",), procedure.code)]
    codes += [(("former_codes", i, "code"), former.code) for i, former in enumerate(procedure.former_codes)]
    for path, code in codes:
        if not _CODE.fullmatch(code):
            yield path, f"mã thủ tục “{code}” không đúng dạng"
    if not _SLUG.fullmatch(procedure.slug):
        yield (), f"tên thư mục “{procedure.slug}” chỉ gồm chữ thường không dấu, số và dấu gạch nối"
    if procedure.level not in ("commune", "province"):
        yield ("level",), "phải là commune hoặc province"
    for key in ("name", "short_name", "summary", "agency", "result", "purposes"):
        if not getattr(procedure, key):
            yield (key,), "không được để trống"
    if not procedure.cases:
        yield ("cases",), "phải có ít nhất một trường hợp [[cases]]"
    if procedure.valid_from and procedure.valid_to and procedure.valid_from > procedure.valid_to:
        yield ("valid_to",), "ngày hết hiệu lực sớm hơn ngày có hiệu lực"


def _money_and_time_flaws(procedure: Procedure) -> Iterator[_Flaw]:
    known = {case.id for case in procedure.cases}
    rows = [("fees", number, fee.cases) for number, fee in enumerate(procedure.fees)]
    rows += [("times", number, limit.cases) for number, limit in enumerate(procedure.times)]
    for table, number, cases in rows:
        for case in cases:
            if case not in known:
                yield (table, number, "cases"), f"không có trường hợp “{case}”"
    for number, limit in enumerate(procedure.times):
        if limit.value is not None and limit.value < 0:
            yield ("times", number, "value"), "thời hạn không thể âm"
    for number, each in enumerate(procedure.cases):
        if len(each.forms) > 1:
            yield (
                ("cases", number, "forms"),
                "mỗi trường hợp một tờ khai; nhiều tờ thì gộp bằng một tờ khai có [[outputs]]",
            )
    for number, fee in enumerate(procedure.fees):
        if fee.channel not in ("direct", "online", "post"):
            yield ("fees", number, "channel"), "phải là direct, online hoặc post"
        if fee.amount is not None and fee.amount < 0:
            yield ("fees", number, "amount"), "lệ phí không thể âm"


def _question_flaws(procedure: Procedure) -> Iterator[_Flaw]:
    known = {case.id for case in procedure.cases}
    for number, question in enumerate(procedure.questions):
        yield from _twice(("questions", number, "choices"), (choice.id for choice in question.choices))
        if not 2 <= len(question.choices) <= 6:
            yield ("questions", number), "mỗi câu hỏi cần 2 đến 6 lựa chọn"
        for position, choice in enumerate(question.choices):
            if choice.case and choice.case not in known:
                yield ("questions", number, "choices", position, "case"), f"không có trường hợp “{choice.case}”"


def _fact_flaws(procedure: Procedure) -> Iterator[_Flaw]:
    """Find papers and questions that wait for a fact which no answer gives."""
    given = {fact for question in procedure.questions for choice in question.choices for fact in choice.facts}
    waiting: list[tuple[Place, tuple[str, ...]]] = [
        *((("papers", i, "needed_if"), paper.needed_if) for i, paper in enumerate(procedure.papers)),
        *((("questions", i, "ask_if"), question.ask_if) for i, question in enumerate(procedure.questions)),
    ]
    for number, case in enumerate(procedure.cases):
        waiting += [(("cases", number, "papers", i, "needed_if"), p.needed_if) for i, p in enumerate(case.papers)]
    for path, facts in waiting:
        for fact in facts:
            if fact not in given:
                yield path, f"không câu trả lời nào cho biết “{fact}”"


def _twice(path: Place, ids: Iterable[str]) -> Iterator[_Flaw]:
    seen: set[str] = set()
    for number, name in enumerate(ids):
        if not _ID.fullmatch(name):
            yield (*path, number, "id"), f"id “{name}” chỉ gồm chữ thường không dấu, số, gạch dưới, tối đa 40"
        if name in seen:
            yield (*path, number, "id"), f"id “{name}” đã dùng ở trên"
        seen.add(name)
