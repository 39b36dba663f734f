"""Every command says in Vietnamese first what it does, then in English."""

from collections.abc import Iterator

import typer

from ui.cli.nouns import app

VIETNAMESE = frozenset("ăâđêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữự")


def commands(command, name: str) -> Iterator[tuple[str, str]]:
    if not hasattr(command, "list_commands"):
        yield name, command.help or ""
        return
    for verb in command.list_commands(None):
        yield from commands(command.get_command(None, verb), f"{name} {verb}")


def test_every_command_speaks_vietnamese_first():
    told = dict(commands(typer.main.get_command(app), "kiosk"))
    assert len(told) > 60
    assert [name for name, text in told.items() if not VIETNAMESE & set(text.lower().partition(".")[0])] == []
