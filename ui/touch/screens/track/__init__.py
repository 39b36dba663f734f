"""The screen that says what became of a dossier."""
