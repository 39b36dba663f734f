"""`kiosk code poster`: a printable PDF whose code opens a procedure at the welcome screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kiosk.procedures.procedure import Procedure


def poster(
    slug: Annotated[str, typer.Argument(help="folder name of the procedure")],
    out: Annotated[Path | None, typer.Option(help="file to write; default SLUG.pdf here")] = None,
) -> None:
    """Làm áp phích của một thủ tục (A4, PDF); mã 2 khi không có thủ tục đó.

    Write a procedure's poster (A4, PDF); exit 2 when there is no such procedure.
    """
    import resources
    from kiosk.procedures.catalogue import Catalogue

    catalogue = Catalogue(resources.path("procedures"), date.today())
    try:
        procedure = catalogue.get(slug)
    except KeyError as error:
        raise typer.BadParameter(f"không có thủ tục / no procedure: {slug}") from error
    file = out or Path(f"{slug}.pdf")
    file.write_bytes(_pdf(procedure))
    print(file)


def _pdf(procedure: Procedure) -> bytes:
    import typst
    import zxingcpp

    import resources
    from kiosk.forms.typesetting import FONT_FAMILY, FONT_FOLDER
    from kiosk.identity.code_meaning import poster_text

    text = poster_text(procedure.slug)
    picture = zxingcpp.create_barcode(text.encode(), zxingcpp.BarcodeFormat.QRCode, ec_level="Q").to_svg()
    inputs = {"name": procedure.name, "code": procedure.code, "text": text, "picture": picture, "font": FONT_FAMILY}
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)])
    source = resources.path("posters", "procedure.typ")
    made = typst.Compiler(str(source), font_paths=fonts, sys_inputs=inputs).compile(format="pdf")
    assert isinstance(made, bytes), "a PDF is one file"
    return made
