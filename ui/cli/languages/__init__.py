"""`kiosk languages`: how complete each language pack is, new source texts brought in, a new pack; for translators."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

import resources

app = typer.Typer(help="Gói ngôn ngữ: đủ đến đâu, thêm câu mới. Language packs.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="one object instead of lines")]
Code = Annotated[str, typer.Argument(help="folder of the pack, an ISO 639 code such as en or hmn")]


@app.command()
def report(as_json: Json = False) -> None:
    """Mỗi gói đã dịch bao nhiêu câu trên tổng số, và người dân đã chọn được chưa.

    Say for each pack and group of texts how many it says of how many, and whether citizens may choose the pack.
    """
    from kiosk.language.packs import SOURCE_LANGUAGE, completeness, packs

    found = [(pack, completeness(pack)) for pack in packs() if pack.code != SOURCE_LANGUAGE]
    if as_json:
        plain = {pack.code: {"offered": pack.offered, "groups": groups} for pack, groups in found}
        print(json.dumps(plain))
        return
    for pack, groups in found:
        said, all_ = (sum(counts) for counts in zip(*groups.values(), strict=True))
        offered = "công dân chọn được" if pack.offered else "chưa cho công dân chọn"
        print(f"{pack.code} {pack.name}: {said} / {all_} ({said / all_:.1%}), {offered}")
        for group, (done, of) in groups.items():
            print(f"    {group:<12}{done:>5} / {of:<5}{done / of:>7.1%}")


@app.command()
def check(code: Code) -> None:
    """Những câu gói chưa có, và bản dịch làm mất giá trị; mã 1 khi có.

    List what a pack does not say yet, and translations that lose a value; exit 1 when there is any.
    """
    from ui.cli.languages.catalogues import troubles

    found = list(troubles(_folder() / code))
    for line in found:
        print(line)
    print(f"{code}: {len(found)} chỗ cần sửa", file=sys.stderr)
    raise typer.Exit(1 if found else 0)


@app.command()
def collect() -> None:
    """Đưa mọi gói về các câu hiện có: câu mới để trống, câu thừa bỏ đi.

    Bring every pack to the texts that there are now: new ones without a translation, unused ones gone.
    """
    from ui.cli.languages.catalogues import bring_up_to_date
    from ui.cli.languages.texts import texts

    found = texts()
    for file in sorted(_folder().glob("*/messages.po")):
        new, gone = bring_up_to_date(file, found)
        print(f"{file.parent.name}: +{new} -{gone}")


@app.command()
def new(code: Code, name: Annotated[str, typer.Argument(help="the language's own name for itself")]) -> None:
    """Tạo thư mục gói mới với đủ câu, chưa dịch câu nào; mã 1 khi đã có.

    Make the folder of a new pack with every text, not one translated; exit 1 when it is there already.
    """
    from ui.cli.languages.catalogues import begin
    from ui.cli.languages.texts import texts

    folder = _folder() / code
    if folder.exists():
        print(f"{folder} đã có.", file=sys.stderr)
        raise typer.Exit(1)
    print(f"{begin(folder, name, texts())} câu cần dịch trong {folder / 'messages.po'}")


def _folder() -> Path:
    return resources.path("languages")
