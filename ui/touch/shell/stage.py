"""Puts the screen of the visit's state on: its folder, its view model, its language."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, QTranslator, QUrl, Slot
from PySide6.QtQml import QQmlComponent, QQmlEngine

from kiosk.hardening import return_freed_memory
from kiosk.language.packs import SOURCE_LANGUAGE, packs
from kiosk.visit.snapshot import Snapshot
from kiosk.visit.states import State
from ui.touch.bridge import Bridge, ViewModel
from ui.touch.shell.locks import forget_clipboard
from ui.touch.shell.translator import table_of
from ui.touch.shell.viewmodel import ShellViewModel

_WARM_EVERY_MS = 100
_AFTERWARDS_MS = 1000
SCREENS = Path(__file__).parent.parent / "screens"


def screen_file(state: State) -> Path:
    """Return the QML file of a state's screen."""
    return SCREENS / state.value / f"{state.value.title()}Screen.qml"


def view_model_class(state: State) -> type[ViewModel]:
    """Import a state's view model; the first screen is shown without waiting for the others."""
    module = import_module(f"ui.touch.screens.{state.value}.viewmodel")
    found: type[ViewModel] = getattr(module, f"{state.value.title()}ViewModel")
    return found


class Stage(QObject):
    """Shows one snapshot after the other; only the view model on show has any data."""

    def __init__(self, bridge: Bridge, shell: ShellViewModel, engine: QQmlEngine) -> None:
        super().__init__(bridge)
        self._bridge = bridge
        self._shell = shell
        self._engine = engine
        self._kept: list[QQmlComponent] = []
        self._language = SOURCE_LANGUAGE
        self._translator = QTranslator()
        QCoreApplication.installTranslator(self._translator)
        self._models: dict[State, ViewModel] = {}
        self._state: State | None = None
        self._afterwards = QTimer(self, singleShot=True, interval=_AFTERWARDS_MS)
        self._afterwards.timeout.connect(self._let_go)
        self._bring_languages(None)
        bridge.arrived.connect(self.show)

    @Slot(object)
    def show(self, snapshot: Snapshot) -> None:
        """Bring the screen to this snapshot."""
        if snapshot.data != self._data:
            self._bring_languages(snapshot.data)
        self._speak(snapshot.language)
        self._shell.take(snapshot)
        shown = State.STAFF if snapshot.desk is not None else snapshot.state
        model = self.prepare(shown)
        model.take(snapshot)
        if shown is not self._state:
            left, self._state = self._state, shown
            self._shell.screenChanged.emit(screen_file(shown).as_uri(), model)
            if left is not None:
                self._models[left].wipe()
            if shown in (State.WELCOME, State.CLOSED):
                forget_clipboard()
                self._afterwards.start()
            else:
                self._afterwards.stop()

    def prepare(self, state: State) -> ViewModel:
        """Return the view model of a state, made when first asked for."""
        if state not in self._models:
            self._models[state] = view_model_class(state)(self._bridge)
        return self._models[state]

    @Slot()
    def warm(self) -> None:
        """Make ready, one after the other whenever nothing else is to be done, what the first screen did not need."""
        cold = iter([state for state in State if state not in self._models])
        self._idle = QTimer(self)
        self._idle.timeout.connect(lambda: self._warm_one(next(cold, None)))
        self._idle.start(_WARM_EVERY_MS)

    def _warm_one(self, state: State | None) -> None:
        if state is None:
            self._idle.stop()
            return
        self.prepare(state)
        url = QUrl.fromLocalFile(str(screen_file(state)))
        self._kept.append(QQmlComponent(self._engine, url, QQmlComponent.CompilationMode.Asynchronous))

    def close(self) -> None:
        """Give the language back, and let go of what the engine owns."""
        self._kept.clear()
        QCoreApplication.removeTranslator(self._translator)

    @Slot()
    def _let_go(self) -> None:
        """A visit is over and its pages are down: keep no memory of them."""
        self._engine.collectGarbage()
        return_freed_memory()

    def _bring_languages(self, data: Path | None) -> None:
        """Take the languages of a version of the data; another comes between two visits, when all is Vietnamese."""
        self._data = data
        found = packs(data=data)
        self._packs = {pack.code: pack for pack in found}
        self._shell.offer(found)

    def _speak(self, language: str) -> None:
        pack = self._packs.get(language)
        if pack is not None and language != self._language:
            self._language = language
            self._translator.load(table_of(pack))
            self._engine.retranslate()
