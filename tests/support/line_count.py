"""Counts lines of code: what is neither blank, nor comment, nor docstring."""

import ast
import io
import tokenize
from pathlib import Path

_SILENT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


def lines_of_code(file: Path) -> int:
    """Return the lines of code of a Python or QML file."""
    text = file.read_text("utf-8")
    if file.suffix == ".qml":
        return sum(1 for line in text.splitlines() if line.strip() and not line.strip().startswith("//"))
    said = {
        line for node in ast.walk(ast.parse(text)) if _is_text(node) for line in range(node.lineno, node.end_lineno + 1)
    }
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return len({token.start[0] for token in tokens if token.type not in _SILENT} - said)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
