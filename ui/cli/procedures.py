"""`kiosk procedures`: list, search, show and check the procedures (thủ tục), and print a guide as a picture."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import resources

if TYPE_CHECKING:
    from kiosk.procedures.catalogue import Catalogue
    from kiosk.procedures.fees import Quote
    from kiosk.procedures.precheck import Outcome
    from kiosk.procedures.procedure import Procedure

app = typer.Typer(no_args_is_help=True, help="Thủ tục: liệt kê, tìm, xem, kiểm tra. The catalogue of procedures.")

Folder = Annotated[Path | None, typer.Option("--folder", help="another folder of procedures")]
On = Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="as valid on this day; today without")]
Json = Annotated[bool, typer.Option("--json", help="one JSON object a line")]


@app.command("list")
def list_(
    *,
    group: Annotated[str, typer.Option(help="one life event, such as noi-o")] = "",
    essential: Annotated[bool, typer.Option("--essential", help="only essential services")] = False,
    paperless: Annotated[bool, typer.Option("--paperless", help="only those that can end without paper")] = False,
    folder: Folder = None,
    on: On = None,
    as_json: Json = False,
) -> None:
    """Các thủ tục đang có hiệu lực, có tờ khai trước. List the procedures that are valid, those with a form first."""
    catalogue = _catalogue(folder, on)
    for procedure in catalogue.in_group(group) if group else catalogue.all():
        if procedure.essential >= essential and procedure.paperless >= paperless:
            print(_line(procedure, as_json=as_json))


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="words, with or without diacritics, or a code")],
    limit: Annotated[int, typer.Option(min=1)] = 10,
    folder: Folder = None,
    on: On = None,
    as_json: Json = False,
) -> None:
    """Tìm thủ tục như người dân tìm; mã 1 khi không thấy.

    Find procedures as a citizen would; exit 1 when none is found.
    """
    found = _catalogue(folder, on).search(" ".join(words), limit)
    for procedure in found:
        print(_line(procedure, as_json=as_json))
    if not found:
        raise typer.Exit(1)


@app.command()
def show(
    which: Annotated[str, typer.Argument(help="folder name or code")],
    *,
    answers: Annotated[list[str] | None, typer.Option("--answer", help="question=choice, may be repeated")] = None,
    channel: Annotated[str, typer.Option(help="direct, online or post")] = "direct",
    guide: Annotated[Path | None, typer.Option(help="write the guide to take home as a PNG file")] = None,
    folder: Folder = None,
    on: On = None,
) -> None:
    """Điều người dân được nghe: câu hỏi, giấy tờ, thời gian, phí theo câu trả lời.

    Show what a citizen is told: questions, papers, time and fee for the answers given.
    """
    from kiosk.procedures.fees import quote
    from kiosk.procedures.precheck import outcome

    procedure = _one(_catalogue(folder, on), which)
    try:
        result = outcome(procedure, dict(answer.split("=", 1) for answer in answers or []))
    except (KeyError, ValueError) as error:
        raise typer.BadParameter(str(error), param_hint="--answer") from error
    fee = quote(procedure, result.case.id if result.case else "", channel, _day(on))
    _tell(procedure, result, fee)
    if guide:
        _draw(guide, procedure, result, fee)


@app.command()
def check(
    which: Annotated[str, typer.Argument(help="folder name, or the path of a folder; all without it")] = "",
    overlays: Annotated[bool, typer.Option(help="check resources/overlays instead")] = False,
) -> None:
    """Kê mọi chỗ sai, theo tệp và dòng; mã 1 khi có.

    Name everything that is wrong, by file and line; exit 1 when there is something.
    """
    problems = _overlay_problems() if overlays else _procedure_problems(which)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        raise typer.Exit(1)
    print("Không có lỗi.")


def _procedure_problems(which: str) -> list[str]:
    folder = (Path(which) if Path(which).is_dir() else resources.path("procedures", which)).resolve()
    if not folder.is_dir():
        return [f"không có thủ tục “{which}”"]
    problems = _catalogue(folder.parent if which else None, None).problems
    return [str(problem) for problem in problems if not which or problem.file.parent.name == folder.name]


def _overlay_problems() -> list[str]:
    from kiosk.procedures.overlay import load_overlay

    root = resources.path("overlays")
    places = [(file.stem, "") for file in root.glob("*.toml")]
    places += [(file.parent.name, file.stem) for file in root.glob("*/*.toml")]
    found = {str(problem) for province, commune in places for problem in load_overlay(root, province, commune)[1]}
    return sorted(found)


def _catalogue(folder: Path | None, on: datetime | None) -> Catalogue:
    from kiosk.procedures.catalogue import Catalogue

    return Catalogue(folder or resources.path("procedures"), _day(on))


def _day(on: datetime | None) -> date:
    return on.date() if on else date.today()


def _one(catalogue: Catalogue, which: str) -> Procedure:
    try:
        return catalogue.find_code(which) or catalogue.get(which)
    except KeyError:
        raise typer.BadParameter(f"không có thủ tục “{which}”", param_hint="WHICH") from None


def _line(procedure: Procedure, *, as_json: bool) -> str:
    if as_json:
        said = {"code": procedure.code, "slug": procedure.slug, "name": procedure.name, "group": procedure.group}
        return json.dumps(said | {"fillable": procedure.fillable}, ensure_ascii=False)
    return f"{procedure.code:10} {'●' if procedure.fillable else ' '} {procedure.short_name}  [{procedure.slug}]"


def _tell(procedure: Procedure, result: Outcome, fee: Quote) -> None:
    from kiosk.procedures.times import times_text

    print(f"{procedure.code} {procedure.name}\n{procedure.agency}\n")
    for question in procedure.questions:
        choices = ", ".join(f"{choice.id} ({choice.label})" for choice in question.choices)
        print(f"? {question.id}: {question.text} {choices}")
    print(f"\nTrường hợp: {result.case.name if result.case else 'chưa rõ, hỏi cán bộ'}")
    print(f"Thời hạn: {'; '.join(map(str, times_text(result.times)))}\nLệ phí: {fee.text}")
    for reason in fee.reasons:
        print(f"  {reason}")
    kinds = {"Cần mang": result.bring, "Chỉ khi": result.perhaps, "Không phải mang": result.known}
    for title, papers in kinds.items():
        for paper in papers:
            print(f"{title}: {paper.name} {paper.condition or paper.replaced_by}".rstrip())
    for caution in procedure.cautions:
        print(f"! {caution}")


def _draw(file: Path, procedure: Procedure, result: Outcome, fee: Quote) -> None:
    from kiosk.receipts import Guide, render_guide, to_png

    centre = "Trung tâm Phục vụ hành chính công"
    file.write_bytes(to_png(render_guide(Guide(centre, procedure, result, fee, "quầy hướng dẫn"))))
