"""How long things of sync live, in one place: a kiosk that is cut off for 60 days still serves, seals and delivers.

Every number has a test that moves the clock (``tests/sync/test_lifetimes.py``).
"""

from __future__ import annotations

DAY = 86_400.0

LONGEST_OFFLINE = 60 * DAY
"""Seconds a kiosk may be cut off; everything below that the portal keeps for it is longer."""
QUEUE_RETENTION = 30 * DAY
"""An accepted submission stays on the kiosk so long, for a portal that has to restore a backup."""
SIGNED_RETENTION = 180 * DAY
"""One that the portal holds but nobody accepted is asked about so long; after that the kiosk forgets it too."""
UNFINISHED_UPLOAD = 90 * DAY
"""The portal keeps the first half of a large part so long; later the kiosk begins again."""
MEASURED_AT_PORTAL = 90 * DAY
"""The portal keeps what kiosks measured so long, and the newest of each kind for ever."""
TOLD_AT_PORTAL = 730 * DAY
"""Events so long, among them the heads of the audit log: as long as a kiosk keeps the log itself."""
LONGEST_WAIT = 2 * DAY
"""No schedule of the queue waits longer, whatever a portal or a wrong clock says."""
LONGEST_RETRY_AFTER = 1 * DAY
"""What a portal may ask for at most."""
CATALOGUE_GRACE = 90 * DAY
"""A catalogue is used so long after the publisher last confirmed it; then the kiosk takes no new visit."""
