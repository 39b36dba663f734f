"""The error root of this room: nothing else leaves it."""


class IdentityError(Exception):
    """What was given is not what it should be (a date, a number, a card's code …); never holds the text itself."""
