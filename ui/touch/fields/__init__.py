"""The inputs: one ``<Kind>Field.qml`` for each kind of `kiosk.forms.kinds`."""
