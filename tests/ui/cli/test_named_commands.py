"""What people are told to type can be typed."""

import re
import tomllib

import typer

import resources
from kiosk.faults import Fault, page, words
from ui.cli.nouns import Nouns, app

REMEDIES = tomllib.loads(resources.path("technician.toml").read_text("utf-8"))


def told_commands():
    for fault in Fault:
        sheet = page(fault)
        yield from ((fault.name, text) for text in (*sheet.technician, *sheet.staff, words(fault).technician))
    for topic, outcomes in REMEDIES.items():
        yield from ((topic, text) for one in outcomes.values() for key, text in one.items() if key == "remedy_vi")


def test_commands_that_pages_and_remedies_name_exist():
    root = typer.main.get_command(app)
    assert isinstance(root, Nouns)
    wrong = []
    for where, text in told_commands():
        for noun, verb in re.findall(r"(?<![/\w])kiosk ([a-z]+)\b(?: ([a-z]+)\b)?", text):
            group = root.get_command(None, noun)
            verbs = getattr(group, "commands", {})
            if group is None or (verbs and verb not in verbs):
                wrong.append(f"{where}: kiosk {noun} {verb}")
    assert wrong == []
