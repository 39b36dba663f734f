"""The audit log: append-only, chained, without personal data."""

from kiosk.audit.checking import Broken, Finding, verify
from kiosk.audit.entry import Act, AuditError, Entry, Row
from kiosk.audit.head import Head, HeadError
from kiosk.audit.log import AuditLog

__all__ = ["Act", "AuditError", "AuditLog", "Broken", "Entry", "Finding", "Head", "HeadError", "Row", "verify"]
