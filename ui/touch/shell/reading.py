"""Reads a screen as words: what is seen of the page or dialog on top, in reading order, with personal words marked.

It goes by what every control tells a screen reader (`Accessible.*`); an item whose property ``personal`` is true tells
of the person, and so does every answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QPointF
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.language.words import noted
from kiosk.voice.orders import Part

_Role = QAccessible.Role
_NOT_READ = frozenset({_Role.ToolBar, _Role.Window, _Role.Pane, _Role.Dialog, _Role.EditableText})
"""What only holds others, and boxes, whose label stands beside them; a box says its answer."""

_DOTS = re.compile("•[• ]*")
_CHOSEN = noted("đã chọn")
_HIDDEN = noted("số đang che")


def page(window: QQuickWindow) -> Iterator[Part]:
    """Yield what stands on the dialog or page that is on top; warnings come first."""
    found = [part for on_top in _on_top(window) for part in _read(on_top)]
    seen: set[str] = set()
    for _, part in sorted(found, key=lambda pair: not pair[0]):
        if part.words not in seen:
            seen.add(part.words)
            yield part


def _on_top(window: QQuickWindow) -> list[QAccessibleInterface]:
    shown = list(_layers(QAccessible.queryAccessibleInterface(window)))
    dialogs = [one for one in shown if one.role() is _Role.Dialog]
    return dialogs[-1:] or [one for one in shown if one.role() is _Role.Pane][:1]


def _layers(around: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """Yield what lies over one another on the window, the lowest first."""
    for child in _children(around):
        if child.role() is _Role.Client:  # only holds the others
            yield from _layers(child)
        elif not child.state().invisible:
            yield child


def _read(node: QAccessibleInterface) -> Iterator[tuple[bool, Part]]:
    """Yield pairs: whether it is a warning, and the words."""
    item = node.object()
    if node.state().invisible or not (isinstance(item, QQuickItem) and is_seen(item)):
        return
    own = [(node.role() is _Role.AlertMessage, part) for part in _own(node, item)]
    # A value's own buttons say its label again; they are heard when the focus comes to them.
    quiet = node.role() is _Role.Grouping
    inside = [pair for one in _children(node) if not (quiet and one.role() is _Role.Button) for pair in _read(one)]
    yield from inside + own if node.role() is _Role.Heading else own + inside  # the step stands above the title


def _own(node: QAccessibleInterface, item: QQuickItem) -> Iterator[Part]:
    personal = bool(item.property("personal"))
    name = node.text(QAccessible.Text.Name).strip(" .")
    if name and node.role() not in _NOT_READ:
        yield Part(spelled(name) if item.property("code") else _DOTS.sub(_said(_HIDDEN) + " ", name), personal)
    if node.state().checkable and node.state().checked and node.role() is not _Role.Button:
        yield Part(_said(_CHOSEN), personal=True)
    answer = node.text(QAccessible.Text.Value) if node.role() is _Role.EditableText else ""
    if answer and not node.state().passwordEdit:
        yield Part(answer, personal=True)


def _said(text: str) -> str:
    return QCoreApplication.translate("", text)


def spelled(code: str) -> str:
    """Return a code as it is read out, letter by letter in its groups: ``K 0 7, 0 0 4 2``."""
    return ", ".join(" ".join(group) for group in re.split(r"[-. ]+", code))


def is_seen(item: QQuickItem) -> bool:
    """Return True when the middle of an item is on the screen: not hidden, nor on another sheet."""
    if not item.isVisible() or item.width() * item.height() == 0:
        return False
    middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
    parent: QQuickItem | None = item.parentItem()
    while parent is not None:
        around = parent.parentItem()
        if (parent.clip() or around is None) and not parent.mapRectToScene(parent.boundingRect()).contains(middle):
            return False
        parent = around
    return True


def _children(node: QAccessibleInterface) -> list[QAccessibleInterface]:
    return [node.child(number) for number in range(node.childCount())]
