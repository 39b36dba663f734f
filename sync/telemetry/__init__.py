"""Events and metrics on their way to the portal: a few closed words, nothing about people."""

from sync.telemetry.recorder import Recorder
from sync.telemetry.spool import Spool
from sync.telemetry.vocabulary import EVENTS, FIELDS, METRIC

__all__ = ["EVENTS", "FIELDS", "METRIC", "Recorder", "Spool"]
