"""Shows a reading on a terminal, Vietnamese first, or turns it into the one JSON object of ``--json``."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console, Group
from rich.panel import Panel
from rich.progress import BarColumn, DownloadColumn, TextColumn, TransferSpeedColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from drivers.ports import CardReading, DeviceError, Finding, ReadProgress, Verdict
from kiosk.devices import card_fault
from kiosk.faults import words
from kiosk.identity.card_facts import chip_values, mrz_values
from kiosk.identity.party import Fact

_FACTS = {
    Fact.PERSONAL_ID: "Số định danh",
    Fact.FULL_NAME: "Họ, chữ đệm và tên",
    Fact.DATE_OF_BIRTH: "Ngày sinh",
    Fact.SEX: "Giới tính",
    Fact.NATIONALITY: "Quốc tịch",
    Fact.ETHNICITY: "Dân tộc",
    Fact.RELIGION: "Tôn giáo",
    Fact.HOMETOWN: "Quê quán",
    Fact.RESIDENCE: "Nơi thường trú",
    Fact.FATHER_NAME: "Cha",
    Fact.MOTHER_NAME: "Mẹ",
    Fact.SPOUSE_NAME: "Vợ/chồng",
    Fact.OLD_ID_NUMBER: "Số CMND cũ",
    Fact.CARD_ISSUED_ON: "Ngày cấp",
    Fact.CARD_EXPIRES_ON: "Có giá trị đến",
}
_DETAILS = {
    0x5F0E: "Họ và tên",
    0x5F10: "Số định danh",
    0x5F2B: "Ngày sinh (nnnnttnn)",
    0x5F11: "Nơi sinh",
    0x5F19: "Nơi cấp",
    0x5F26: "Ngày cấp (nnnnttnn)",
}
"""Data objects of DG11 and DG12, which passports have (ICAO 9303-10 §4.7.11, §4.7.12)."""
_DATES = (Fact.DATE_OF_BIRTH, Fact.CARD_ISSUED_ON, Fact.CARD_EXPIRES_ON)
_VERDICTS = {
    Verdict.GENUINE: ("green", "Thẻ thật", "genuine"),
    Verdict.DATA_OK_CHIP_UNPROVEN: (
        "yellow",
        "Dữ liệu nguyên vẹn, chip chưa tự chứng minh",
        "data good, chip unproven",
    ),
    Verdict.ISSUER_UNKNOWN: ("yellow", "Dữ liệu nguyên vẹn, chưa biết nơi cấp", "data good, issuer unknown here"),
    Verdict.UNTRUSTED: ("red", "Không tin được", "not to be trusted"),
    Verdict.TAMPERED: ("red", "Dữ liệu đã bị sửa", "tampered with"),
}
_FINDINGS = {
    "data_unchanged": "Dữ liệu không bị sửa",
    "signed": "Chữ ký của nơi cấp",
    "issuer": "Nơi cấp được tin cậy",
    "chip": "Chip là bản gốc",
}
_MARKS = {
    Finding.OK: "[green]✔ đúng[/]",
    Finding.FAILED: "[red]✘ sai[/]",
    Finding.UNKNOWN: "[yellow]chưa biết · unknown[/]",
    Finding.EXPIRED: "[red]hết hạn · expired[/]",
    Finding.NOT_YET_VALID: "[red]chưa có hiệu lực · not yet valid[/]",
    Finding.REVOKED: "[red]đã thu hồi · revoked[/]",
    Finding.NOT_OFFERED: "[yellow]thẻ không có · not offered[/]",
    Finding.NOT_CHECKED: "[yellow]chưa kiểm tra · not checked[/]",
    Finding.UNSUPPORTED: "[yellow]không đọc được · unsupported[/]",
}


class Progress:
    """A true bar on standard error: bytes read of the bytes known so far."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
        self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
        self._task = self._bar.add_task("Chờ thẻ…", total=None)

    def __enter__(self) -> Progress:
        """Show it."""
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Take it away."""
        self._bar.stop()

    def tell(self, progress: ReadProgress) -> None:
        """Move the bar."""
        named = {"access": "Mở chip…", "check": "Kiểm tra…"}.get(progress.step, f"Đọc {progress.step}…")
        self._bar.update(self._task, description=named, completed=progress.done, total=progress.total or None)


def reading(card: CardReading) -> None:
    """Print a reading for people."""
    colour, vietnamese, english = _VERDICTS[card.verdict]
    verdict = f"[bold {colour}]{vietnamese}[/] · {english} [dim]{card.verdict}[/]"
    body = Group(verdict, "", _facts(card), "", _findings(card), "", _files(card))
    Console().print(Panel(body, subtitle=f"mở bằng {card.access}", border_style=colour, expand=False))


def failure(error: DeviceError) -> None:
    """Print why there is no reading, in the words that staff would read."""
    fault = card_fault(error.fault)
    said = words(fault)
    text = f"{said.happened}\n{said.now}\n\n[dim]{said.technician}\n{error.fault}: {error.detail}[/]"
    Console(stderr=True).print(Panel(text, title=f"[bold red]{fault}[/]", border_style="red", expand=False))


def failure_object(error: DeviceError) -> dict[str, str]:
    """Return a failed reading as JSON."""
    return {"error": str(error.fault), "detail": error.detail}


def reading_object(card: CardReading, seconds: float) -> dict[str, object]:
    """Return a reading as JSON; personal data, so for the eyes of whoever asked for it."""
    return {
        "access": str(card.access),
        "verdict": str(card.verdict),
        "findings": {name: str(getattr(card.findings, name)) for name in _FINDINGS},
        "reasons": list(card.reasons),
        "facts": {str(fact): value for fact, value in _values(card).items()},
        "mrz": list(card.facts.mrz),
        "dg13": {str(number): list(texts) for number, texts in sorted(card.facts.fields.items())},
        "details": {f"{tag:X}": list(texts) for tag, texts in sorted(card.facts.details.items())},
        "portrait": None if card.portrait is None else {"bytes": len(card.portrait)},
        "files": [
            {"name": file.name, "bytes": len(file.data), "ms": round(file.milliseconds, 1)} for file in card.files
        ],
        "ms": round(1000 * seconds, 1),
    }


def _values(card: CardReading) -> dict[Fact, str]:
    return mrz_values(card.facts) | chip_values(card.facts)


def _facts(card: CardReading) -> Table:
    table = Table.grid(padding=(0, 2))
    values = _values(card)
    for fact, label in _FACTS.items():
        if fact in values:
            table.add_row(f"[dim]{label}[/]", _plain(_written(fact, values[fact])))
    for tag, label in _DETAILS.items():
        if tag in card.facts.details:
            table.add_row(f"[dim]{label}[/]", _plain(", ".join(card.facts.details[tag])))
    for line in card.facts.mrz:
        table.add_row("[dim]MRZ[/]", _plain(line))
    return table


def _plain(text: str) -> Text:
    """Text of a chip, which may be hostile: no markup, and nothing that a terminal would obey."""
    return Text("".join(mark if mark.isprintable() else "\N{REPLACEMENT CHARACTER}" for mark in text))


def _written(fact: Fact, value: str) -> str:
    """A value as people write it: days before months before years."""
    return "/".join(reversed(value.split("-"))) if fact in _DATES else value


def _findings(card: CardReading) -> Table:
    table = Table.grid(padding=(0, 2))
    for name, label in _FINDINGS.items():
        finding: Finding = getattr(card.findings, name)
        table.add_row(f"[dim]{label}[/]", _MARKS[finding])
    if card.reasons:
        table.add_row("[dim]Lý do[/]", ", ".join(card.reasons))
    return table


def _files(card: CardReading) -> Table:
    table = Table("Tệp", "byte", "ms", box=None, padding=(0, 2), header_style="dim")
    for file in card.files:
        table.add_row(file.name, f"{len(file.data)}", f"{file.milliseconds:.0f}")
    return table
