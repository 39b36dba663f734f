"""A spool, a recorder that the journal writes to, and a portal."""

import io

import pytest
import structlog

from kiosk import journal
from sync.telemetry import Recorder, Spool


@pytest.fixture
def spool(tmp_path):
    spool = Spool(tmp_path / "telemetry.db")
    yield spool
    spool.close()


@pytest.fixture
def stream():
    return io.StringIO()


@pytest.fixture
def recorder(spool, stream):
    """The journal of K07 is this recorder's source; `recorder.close()` stores what waits."""
    recorder = Recorder(spool)
    journal.configure("K07", stream, recorder)
    yield recorder
    recorder.close()
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()
