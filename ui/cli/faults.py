"""`kiosk faults`: the pages of all faults, one on the screen or all as a handbook; for staff and technicians."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kiosk.faults import Fault

app = typer.Typer(no_args_is_help=True, help="Mã lỗi: nguyên nhân và cách xử lý. Fault codes.")

_INTRODUCTION = """# Sổ tay mã lỗi

Mỗi mã có một trang: người dân thấy gì, vì sao, cán bộ và kỹ thuật viên làm gì. Trên máy: chế độ cán bộ, hoặc
`kiosk faults show MÃ`. Tệp này do `kiosk faults document` viết ra; sửa trong `resources/`, không sửa ở đây.
"""


@app.command()
def show(
    code: Annotated[str, typer.Argument(help="TB-05 or PAPER_OUT")],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
) -> None:
    """Trang của một mã lỗi; mã 1 khi không có mã đó. Show the page of a fault; exit 1 when there is no such code."""
    from kiosk.faults import Fault, page, words

    fault = next((one for one in Fault if code.upper() in (one.value, one.name)), None)
    if fault is None:
        typer.echo(f"Không có mã {code}. No such code.", err=True)
        raise typer.Exit(1)
    if as_json:
        said = {"code": fault.value, "name": fault.name, "citizen": asdict(words(fault)), "page": asdict(page(fault))}
        print(json.dumps(said, ensure_ascii=False))
    else:
        print(page_text(fault))


@app.command()
def document(
    out: Annotated[Path | None, typer.Option(help="a file; the terminal without it")] = None,
) -> None:
    """Ghi mọi trang thành một tài liệu (Markdown). Write all pages as one document (Markdown)."""
    from kiosk.faults import Fault

    text = "\n".join([_INTRODUCTION, *(page_text(fault) for fault in sorted(Fault, key=lambda one: one.value))])
    if out is None:
        print(text)
    else:
        out.write_text(text, "utf-8")


def page_text(fault: Fault) -> str:
    """One page as Markdown."""
    from kiosk.faults import page, words

    said, sheet = words(fault), page(fault)
    return "\n".join(
        [
            f"## {fault.value} · {sheet.title}\n",
            f"`{fault.name}`. {sheet.cause}\n",
            f"**Người dân thấy:** {said.happened} {said.safe} {said.now}\n",
            "**Cán bộ:**\n",
            *(f"{number}. {step}" for number, step in enumerate(sheet.staff, 1)),
            "\n**Kỹ thuật viên:**\n",
            *(f"{number}. {step}" for number, step in enumerate(sheet.technician, 1)),
            "",
        ]
    )
