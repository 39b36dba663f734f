"""The one transition table of a visit; what it does not name is refused."""

from __future__ import annotations

from types import MappingProxyType

from kiosk.visit.states import State, Trigger

IN_VISIT = frozenset(
    {
        State.CATALOGUE,
        State.PRECHECK,
        State.IDENTIFY,
        State.CONSENT,
        State.FILL,
        State.ATTACH,
        State.REVIEW,
        State.SUBMIT,
        State.DONE,
        State.TRACK,
        State.TICKET,
    }
)
"""States that belong to a visit: from each of them leaving or silence leads to welcome with nothing kept."""

_ROWS: dict[tuple[State, Trigger], State] = {
    (State.WELCOME, Trigger.BEGIN): State.CATALOGUE,
    (State.CATALOGUE, Trigger.CHOOSE): State.PRECHECK,
    (State.CATALOGUE, Trigger.BACK): State.WELCOME,
    (State.PRECHECK, Trigger.PROCEED): State.IDENTIFY,
    (State.PRECHECK, Trigger.BACK): State.CATALOGUE,
    (State.IDENTIFY, Trigger.IDENTIFIED): State.CONSENT,
    (State.IDENTIFY, Trigger.BACK): State.PRECHECK,
    (State.CONSENT, Trigger.AGREE): State.FILL,
    (State.CONSENT, Trigger.REFUSE): State.CATALOGUE,
    (State.CONSENT, Trigger.BACK): State.PRECHECK,
    (State.FILL, Trigger.READ_PARTY): State.IDENTIFY,
    (State.IDENTIFY, Trigger.PARTY_READ): State.FILL,
    (State.FILL, Trigger.FILLED): State.REVIEW,
    (State.FILL, Trigger.PAPERS): State.ATTACH,
    (State.ATTACH, Trigger.FILLED): State.REVIEW,
    (State.ATTACH, Trigger.BACK): State.FILL,
    (State.REVIEW, Trigger.PAPERS): State.ATTACH,
    (State.FILL, Trigger.BACK): State.CONSENT,
    (State.REVIEW, Trigger.EDIT): State.FILL,
    (State.REVIEW, Trigger.BACK): State.FILL,
    (State.REVIEW, Trigger.REFUSE): State.CATALOGUE,
    (State.REVIEW, Trigger.CONFIRM): State.SUBMIT,
    (State.SUBMIT, Trigger.STORED): State.DONE,
    (State.SUBMIT, Trigger.FAILED): State.REVIEW,
    (State.DONE, Trigger.FINISH): State.WELCOME,
    (State.DONE, Trigger.ANOTHER): State.CATALOGUE,
    (State.WELCOME, Trigger.TRACK): State.TRACK,
    (State.TRACK, Trigger.BACK): State.WELCOME,
    (State.WELCOME, Trigger.TAKE_NUMBER): State.TICKET,
    (State.PRECHECK, Trigger.TAKE_NUMBER): State.TICKET,
    (State.TICKET, Trigger.CHOOSE): State.PRECHECK,
    (State.TICKET, Trigger.BACK): State.WELCOME,
    (State.TICKET, Trigger.FINISH): State.WELCOME,
    (State.WELCOME, Trigger.CLOSE): State.CLOSED,
    (State.CLOSED, Trigger.REOPEN): State.WELCOME,
    (State.WELCOME, Trigger.STAFF_IN): State.STAFF,
    (State.CLOSED, Trigger.STAFF_IN): State.STAFF,
    (State.STAFF, Trigger.STAFF_OUT): State.WELCOME,
    (State.STAFF, Trigger.CLOSE): State.CLOSED,
    (State.STAFF, Trigger.TECHNICIAN_IN): State.TECHNICIAN,
    (State.TECHNICIAN, Trigger.TECHNICIAN_OUT): State.WELCOME,
    (State.TECHNICIAN, Trigger.CLOSE): State.CLOSED,
    (State.FILL, Trigger.HAND_OVER): State.SUBMIT,
    (State.ATTACH, Trigger.HAND_OVER): State.SUBMIT,
    (State.REVIEW, Trigger.HAND_OVER): State.SUBMIT,
}
_ROWS |= {
    (state, trigger): State.WELCOME
    for state in IN_VISIT - {State.SUBMIT}
    for trigger in (Trigger.LEFT, Trigger.TIMED_OUT)
}

TABLE = MappingProxyType(_ROWS)


class Refused(Exception):
    """The table has no such row: the event has no meaning in this state."""


def follow(state: State, trigger: Trigger) -> State:
    """Return the state that `trigger` leads to. Raises Refused."""
    try:
        return TABLE[state, trigger]
    except KeyError:
        raise Refused(f"{trigger} in {state}") from None


def mermaid() -> str:
    """Return the table as a Mermaid state diagram, rows in the order of `State`."""
    order = list(State)
    rows = sorted(TABLE.items(), key=lambda row: (order.index(row[0][0]), order.index(row[1]), row[0][1]))
    arrows = [f"    {here} --> {there}: {trigger}" for (here, trigger), there in rows]
    return "\n".join(["stateDiagram-v2", f"    [*] --> {State.WELCOME}", *arrows]) + "\n"
