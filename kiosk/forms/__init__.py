"""Official forms as data: reading them, filling them in, judging, reviewing and printing them."""

from kiosk.forms.validate import validate_answers

__all__ = ["validate_answers"]
