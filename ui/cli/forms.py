"""`kiosk forms`: check, show, compare and exchange the official forms (clerks and integrators)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, NoReturn

import typer

import resources
from kiosk.forms.definition import Control, Element, Form, Group, Note, controls_of
from kiosk.forms.errors import FormError, Problem
from kiosk.forms.exchange.diff import differences
from kiosk.forms.exchange.formio_export import export_definition
from kiosk.forms.exchange.formio_import import Dropped, import_definition
from kiosk.forms.exchange.portal_map import portal_maps, read_portal_map
from kiosk.forms.exchange.scaffold import write_form
from kiosk.forms.library import FormLibrary
from kiosk.forms.paper import Done, render_pdf
from kiosk.forms.reading.positions import read_json
from kiosk.forms.samples import filling_of, read_samples, sample_problems

app = typer.Typer(help="Tờ khai: kiểm, xem, so sánh, nhập và xuất.", no_args_is_help=True)

Root = Annotated[Path | None, typer.Option("--forms", help="Thư mục chứa các tờ khai.")]
Name = Annotated[str, typer.Argument(help="Ký hiệu (CT01), mã (CT01@2026-07-01) hoặc thư mục của tờ khai.")]


@app.command("list")
def list_forms(forms: Root = None) -> None:
    """Mọi tờ khai: hiệu lực, đã đối chiếu chưa, còn bao nhiêu nhãn nháp.

    List every form with its validity, state of review and number of drafts.
    """
    for form in _library(forms).all():
        until = f" – {form.valid_to}" if form.valid_to else ""
        state = "đã đối chiếu" if form.review.done else f"nháp, {form.drafts} nhãn chưa xác minh"
        print(f"{form.id}{until}\t{state}\t{form.title}")


@app.command()
def show(name: Name, forms: Root = None) -> None:
    """Các trang và mục của một tờ khai. Show the pages and fields of a form."""
    form = _get(_library(forms), name)
    print(f"{form.title}\n{form.legal_basis}\nsha256 {form.sha256}")
    for page in form.pages:
        print(f"\n== {page.title}")
        for line in _lines(page.elements, "  "):
            print(line)


@app.command()
def check(
    name: Annotated[str, typer.Argument(help="Ký hiệu, mã hoặc thư mục; bỏ trống là tất cả.")] = "", forms: Root = None
) -> None:
    """Kiểm tra trọn thư mục: từng dòng, mẫu thử, bảng tên của cổng, trang và giấy; mã 1 khi có lỗi.

    Check folders completely: every file by line, samples, portal maps, pages and paper; exit 1 on any problem.
    """
    folder = Path(name) if name and Path(name).is_dir() else None
    library = FormLibrary(folder.resolve().parent) if folder else _library(forms)
    wanted = folder.resolve().name if folder else name
    problems = [one for one in library.problems if _concerns(one, wanted)]
    checked = [form for form in library.all() if wanted in ("", form.symbol, form.id)]
    for form in checked:
        problems += _trials(library, form)
    for problem in problems:
        print(problem)
    print(f"{len(checked)} tờ khai dùng được, {len(problems)} lỗi")
    raise typer.Exit(1 if problems or not checked else 0)


@app.command()
def report(forms: Root = None) -> None:
    """Bao nhiêu tờ khai được dùng thật, và vì sao các tờ khác thì chưa.

    Say how many forms may be offered in production, and why the others may not.
    """
    library = _library(forms)
    ready = [form for form in library.all() if form.releasable]
    for form in library.all():
        if form not in ready:
            print(f"{form.id}: {'; '.join(_obstacles(form))}")
    for problem in library.problems:
        print(problem)
    print(f"releasable {len(ready)} of {len(library.all())}")


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(help="Thư mục mới, như resources/forms/CT09@2027-01-01.")],
    title: Annotated[str, typer.Option(help="Tên tờ khai.")],
    basis: Annotated[str, typer.Option(help="Căn cứ: mẫu số, thông tư.")],
) -> None:
    """Mở thư mục tờ khai mới với các mục đầu thường gặp; `kiosk forms check` nói việc còn lại.

    Start a form folder with the usual first fields; `kiosk forms check` says what is left to do.
    """
    try:
        write_form(folder, title, basis)
    except FormError as error:
        _stop(f"đã có thư mục {error}")
    print(f"đã tạo {folder}")


@app.command()
def diff(old: Name, new: Name, forms: Root = None) -> None:
    """Những chỗ khác nhau giữa hai bản của một tờ khai. Say what changed between two versions of a form."""
    library = _library(forms)
    changes = differences(_get(library, old), _get(library, new))
    for change in changes:
        print(change)
    print(f"{len(changes)} chỗ khác nhau")


@app.command("import-formio")
def import_formio(
    file: Annotated[Path, typer.Argument(help="Định nghĩa Form.io, JSON.")],
    into: Annotated[Path, typer.Option("--into", help="Thư mục mới của tờ khai.")],
    basis: Annotated[str, typer.Option(help="Căn cứ.")] = "Chưa đối chiếu",
) -> None:
    """Làm thư mục tờ khai từ định nghĩa Form.io và kê những gì đã bỏ lại.

    Make a form folder of a Form.io definition and list what was dropped (scripts, remote lists, …).
    """
    try:
        made = import_definition(read_json(file, file.name).value)
        write_form(into, made.title, basis, made.schema, made.ui)
    except FormError as error:
        _stop(str(error))
    _tell_dropped(made.dropped)
    print(f"đã tạo {into}, bỏ lại {len(made.dropped)} chỗ")


@app.command("export-formio")
def export_formio(
    name: Name,
    answers: Annotated[Path | None, typer.Option(help="Câu trả lời (JSON) cần đổi sang tên mục của cổng.")] = None,
    portal: Annotated[str, typer.Option(help="Tên tệp trong portals/, không có .toml.")] = "",
    forms: Root = None,
) -> None:
    """Ghi định nghĩa Form.io của tờ khai, hoặc câu trả lời theo tên mục của cổng.

    Write the Form.io definition of a form, or its answers as {"data": …} in the names of a portal.
    """
    form = _get(_library(forms), name)
    if answers is None:
        definition, dropped = export_definition(form)
        print(json.dumps(definition, ensure_ascii=False, indent=2))
        _tell_dropped(dropped)
        return
    try:
        names = read_portal_map(form, form.folder / "portals" / f"{portal}.toml")
        data = names.export(form, read_json(answers, answers.name).value)
    except FormError as error:
        _stop(str(error))
    print(json.dumps(data, ensure_ascii=False, indent=2))
    for pointer in names.unnamed(form):
        typer.echo(f"{pointer}: cổng không có mục này", err=True)


def _library(forms: Path | None) -> FormLibrary:
    return FormLibrary(forms or resources.path("forms"))


def _get(library: FormLibrary, name: str) -> Form:
    """The newest form of that name, or the end of the command."""
    found = [form for form in library.all() if name in (form.id, form.symbol)]
    if not found:
        for problem in library.problems:
            if _concerns(problem, name):
                typer.echo(str(problem), err=True)
        _stop(f"không có tờ khai {name}")
    return found[-1]


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(1)


def _concerns(problem: Problem, wanted: str) -> bool:
    return problem.file.startswith((f"{wanted}@", f"{wanted}/", "schemas/")) or not wanted or problem.file == wanted


def _trials(library: FormLibrary, form: Form) -> Iterator[Problem]:
    """What only shows when the form is used: samples, portal maps, a paper of each sample that passes."""
    yield from sample_problems(form)
    for path in portal_maps(form):
        try:
            read_portal_map(form, path)
        except FormError as error:
            yield from getattr(error, "problems", ())
    try:
        for sample in read_samples(form):
            filling = filling_of(form, sample)
            for filled in filling.outputs() if sample.passes else ():
                own = library.get_version(filled.form)
                render_pdf(own, filled, Done("xã Hoa Mai", sample.today))
    except FormError as error:
        yield Problem(f"{form.id}/print.typ", 1, str(error))


def _obstacles(form: Form) -> Iterator[str]:
    if not form.review.done:
        yield "chưa có người đối chiếu với văn bản chính thức (review.toml)"
    if form.drafts:
        yield f"{form.drafts} nhãn còn là bản nháp"
    for output in form.outputs:
        if not output.form.releasable:
            yield f"{output.form.id} chưa xong"


def _lines(elements: tuple[Element, ...], indent: str) -> Iterator[str]:
    for element in elements:
        if isinstance(element, Note):
            yield f"{indent}({element.text})"
        elif isinstance(element, Group):
            yield f"{indent}[{element.label}]"
            yield from _lines(element.elements, indent + "  ")
        else:
            yield f"{indent}{_line(element)}"
            yield from (f"{indent}    {_line(column)}" for column in controls_of(element.columns))


def _line(control: Control) -> str:
    source = f" ← {control.autofill.party}.{control.autofill.fact}" if control.autofill else ""
    rule = f" ({control.rule.effect} {control.rule.condition.pointer or '/'})" if control.rule else ""
    return f"{control.pointer}: {control.label} [{control.kind}]{source}{rule}{' nháp' if control.draft else ''}"


def _tell_dropped(dropped: list[Dropped] | tuple[Dropped, ...]) -> None:
    for one in dropped:
        typer.echo(f"{one.key or 'biểu mẫu'}.{one.what}: {one.reason}", err=True)
