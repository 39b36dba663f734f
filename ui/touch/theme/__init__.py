"""The look of every screen, as a QML singleton: colours, type, sizes, durations."""
