"""What stands around every screen: strip, service bar, dialogs, language, and the stage that changes screens."""
