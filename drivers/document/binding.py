"""Binds pages to one PDF/A-2b (ISO 19005-2) that says what paper it is, in memory only.

Typst writes the file, as it writes the printed forms; it passes JPEG pictures through unchanged. It wants files, so the
pages are given to it as anonymous memory (memfd), never on a disk.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import typst

from drivers.document.page import DPI
from drivers.ports import PaperLabel, PaperPage

_SOURCE = """
#set document(
  title: sys.inputs.title,
  keywords: ("thanh-phan:" + sys.inputs.component, "so-trang:" + sys.inputs.count, "sha256:" + sys.inputs.digest),
)
#let sheets = json(bytes(sys.inputs.sheets))
#for sheet in sheets {
  page(width: sheet.width * 1pt, height: sheet.height * 1pt, margin: 0pt,
    image(sheet.file, format: "jpg", width: 100%, height: 100%, alt: sys.inputs.title))
}
"""


def bind(pages: Sequence[PaperPage], label: PaperLabel) -> bytes:
    """Return the file; its keywords hold the component's id, the number of pages and the digest of the pages."""
    if not pages:
        raise ValueError("a paper without pages")
    with _in_memory(pages) as files:
        sheets = [
            f'{{"file": "{file}", "width": {page.width * 72 / DPI:.2f}, "height": {page.height * 72 / DPI:.2f}}}'
            for file, page in zip(files, pages, strict=True)
        ]
        inputs = {
            "title": label.title,
            "component": label.component,
            "count": str(len(pages)),
            "digest": digest_of(pages),
            "sheets": f"[{', '.join(sheets)}]",
        }
        compiler = typst.Compiler(_SOURCE.encode(), root="/proc/self/fd", ignore_system_fonts=True, sys_inputs=inputs)
        made = compiler.compile(format="pdf", pdf_standards=["a-2b"])
        assert isinstance(made, bytes), "a PDF is one file"
        return made


def digest_of(pages: Sequence[PaperPage]) -> str:
    """SHA-256 over the pages' pictures in their order, in hex."""
    return hashlib.sha256(b"".join(page.jpeg for page in pages)).hexdigest()


@contextmanager
def _in_memory(pages: Sequence[PaperPage]) -> Iterator[list[str]]:
    """Give each page a name under /proc/self/fd that lasts as long as the context."""
    held: list[int] = []
    try:
        for page in pages:
            held.append(os.memfd_create("page", os.MFD_CLOEXEC))
            with os.fdopen(os.dup(held[-1]), "wb") as file:
                file.write(page.jpeg)
        yield [f"/{descriptor}" for descriptor in held]
    finally:
        for descriptor in held:
            os.close(descriptor)
