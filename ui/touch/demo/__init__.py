"""The demonstration with a screen: the hall of emulators behind a window, or one visit offscreen with pictures."""
