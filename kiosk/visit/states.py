"""The places a visit can be in, and what can move it."""

from enum import StrEnum


class State(StrEnum):
    """One state, one screen folder under ``ui/touch/screens``."""

    CLOSED = "closed"
    """Out of service: nothing useful works."""
    WELCOME = "welcome"
    CATALOGUE = "catalogue"
    PRECHECK = "precheck"
    """Which case it is and which papers it needs, before anything is typed."""
    IDENTIFY = "identify"
    CONSENT = "consent"
    FILL = "fill"
    ATTACH = "attach"
    """Papers under the camera; only where the case asks for some and there is a camera."""
    REVIEW = "review"
    SUBMIT = "submit"
    """Sealing and storing; ends by itself."""
    DONE = "done"


class Trigger(StrEnum):
    """What moves a visit from state to state; a citizen's touch or the end of a task."""

    BEGIN = "begin"
    CHOOSE = "choose"
    PROCEED = "proceed"
    IDENTIFIED = "identified"
    AGREE = "agree"
    REFUSE = "refuse"
    READ_PARTY = "read_party"
    """Lay the card of another person, such as the mother or the head of household."""
    PARTY_READ = "party_read"
    PAPERS = "papers"
    """To the papers."""
    FILLED = "filled"
    EDIT = "edit"
    CONFIRM = "confirm"
    STORED = "stored"
    FAILED = "failed"
    BACK = "back"
    LEFT = "left"
    TIMED_OUT = "timed_out"
    FINISH = "finish"
    CLOSE = "close"
    REOPEN = "reopen"
