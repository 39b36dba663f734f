"""What the choose screen knows: life events, or the procedures of one of them or of a search."""

from __future__ import annotations

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.visit.events import Back, Choose, Search, ShowGroup
from kiosk.visit.snapshot import CatalogueView, Snapshot
from ui.touch.bridge import ViewModel

QML_IMPORT_NAME = "touch.screens.catalogue"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CatalogueViewModel(ViewModel):
    """Either `groups` or, when `listing`, `procedures`."""

    changed = Signal()

    def part(self, snapshot: Snapshot) -> CatalogueView:
        """The catalogue's view."""
        return snapshot.catalogue

    @Property(bool, notify=changed)
    def listing(self) -> bool:
        """Procedures are shown, not groups."""
        view = self._snapshot.catalogue
        return bool(view.group or view.search)

    @Property(str, notify=changed)
    def groupName(self) -> str:
        """Name of the life event that is open, empty for all of them or a search."""
        view = self._snapshot.catalogue
        return next((g.name for g in view.groups if g.id == view.group), "")

    @Property(str, notify=changed)
    def search(self) -> str:
        """The words searched for."""
        return self._snapshot.catalogue.search

    @Property(int, notify=changed)
    def total(self) -> int:
        """Number of procedures in the whole catalogue."""
        return self._snapshot.catalogue.total

    @Property(list, notify=changed)
    def groups(self) -> list[dict[str, str]]:
        """Life events: ``id, name, examples, icon``."""
        groups = self._snapshot.catalogue.groups
        return [{"id": g.id, "name": g.name, "examples": g.examples, "icon": g.icon} for g in groups]

    @Property(list, notify=changed)
    def procedures(self) -> list[dict[str, object]]:
        """What was found: ``slug, code, name, summary, fillable``."""
        return [
            {"slug": p.slug, "code": p.code, "name": p.name, "summary": p.summary, "fillable": p.fillable}
            for p in self._snapshot.catalogue.procedures
        ]

    @Slot(str)
    def find(self, text: str) -> None:
        """Search as it is typed."""
        self.bridge.send(Search(text))

    @Slot(str)
    def openGroup(self, group: str) -> None:
        """Open a life event; ``*`` is every procedure, empty goes back to the groups."""
        self.bridge.send(ShowGroup(group))

    @Slot(str)
    def choose(self, slug: str) -> None:
        """Begin this procedure."""
        self.bridge.send(Choose(slug))

    @Slot()
    def back(self) -> None:
        """From a list to the groups, from the groups to welcome."""
        self.bridge.send(ShowGroup("") if self._snapshot.catalogue.group or self._snapshot.catalogue.search else Back())
