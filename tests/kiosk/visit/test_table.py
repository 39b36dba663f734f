"""The transition table: what it allows, what it refuses, and that nobody is trapped."""

import pytest

from kiosk.visit.states import State, Trigger
from kiosk.visit.table import IN_VISIT, TABLE, Refused, follow

THE_WAY = [
    (State.WELCOME, Trigger.BEGIN, State.CATALOGUE),
    (State.CATALOGUE, Trigger.CHOOSE, State.PRECHECK),
    (State.PRECHECK, Trigger.PROCEED, State.IDENTIFY),
    (State.IDENTIFY, Trigger.IDENTIFIED, State.CONSENT),
    (State.CONSENT, Trigger.AGREE, State.FILL),
    (State.FILL, Trigger.FILLED, State.REVIEW),
    (State.REVIEW, Trigger.CONFIRM, State.SUBMIT),
    (State.SUBMIT, Trigger.STORED, State.DONE),
    (State.DONE, Trigger.FINISH, State.WELCOME),
]


@pytest.mark.parametrize(("here", "trigger", "there"), THE_WAY)
def test_the_way_of_a_visit(here, trigger, there):
    assert follow(here, trigger) is there


@pytest.mark.parametrize("state", sorted(IN_VISIT - {State.SUBMIT}))
@pytest.mark.parametrize("trigger", [Trigger.LEFT, Trigger.TIMED_OUT])
def test_every_state_of_a_visit_can_be_left_and_ends_by_itself(state, trigger):
    assert follow(state, trigger) is State.WELCOME


@pytest.mark.parametrize("trigger", [t for t in Trigger if t not in (Trigger.STORED, Trigger.FAILED)])
def test_nothing_interrupts_storing(trigger):
    with pytest.raises(Refused):
        follow(State.SUBMIT, trigger)


def test_storing_needs_the_confirmation_of_the_review():
    ways = {(here, trigger) for (here, trigger), there in TABLE.items() if there is State.SUBMIT}
    handed = {(state, Trigger.HAND_OVER) for state in (State.FILL, State.ATTACH, State.REVIEW)}
    assert ways - handed == {(State.REVIEW, Trigger.CONFIRM)}


def test_the_form_needs_consent():
    ways = {here: trigger for (here, trigger), there in TABLE.items() if there is State.FILL}
    assert ways == {
        State.CONSENT: Trigger.AGREE,
        State.REVIEW: Trigger.BACK,
        State.IDENTIFY: Trigger.PARTY_READ,
        State.ATTACH: Trigger.BACK,
    }
    assert [here for (here, trigger) in TABLE if trigger is Trigger.READ_PARTY] == [State.FILL]


@pytest.mark.parametrize("state", State)
def test_every_state_can_be_reached_from_welcome(state):
    reached = {State.WELCOME}
    while more := {there for (here, _), there in TABLE.items() if here in reached} - reached:
        reached |= more
    assert state in reached


@pytest.mark.parametrize("state", State)
def test_welcome_can_be_reached_from_every_state(state):
    reaches = {State.WELCOME}
    while more := {here for (here, _), there in TABLE.items() if there in reaches} - reaches:
        reaches |= more
    assert state in reaches
