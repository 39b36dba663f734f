#!/bin/sh
# A technician's first day, from the package to a passed self-test: every `step` is one command that is typed.
# PACKAGE, SAMPLE (the settings of this centre), CODE (from the portal) and CAN (of the test card) are brought along.
# With REHEARSAL set, what needs root and systemd is only counted.
set -eu

steps=0
step() {
    steps=$((steps + 1))
    echo "[$steps] $*"
    "$@"
}
machine() {
    [ -n "${REHEARSAL:-}" ] || sudo "$@"
}

step machine apt-get install -y "$PACKAGE"
step kiosk devices list --settings "$SETTINGS"
step kiosk devices probe
step cp "$SAMPLE" new.toml
step kiosk config validate new.toml
step kiosk config apply new.toml --settings "$SETTINGS"
step kiosk enrol "$CODE" --settings "$SETTINGS"
step kiosk staff add 21 "Đỗ Văn Kỹ" --role technician --pin "$PIN" --settings "$SETTINGS"
step kiosk devices test all --can "$CAN" --settings "$SETTINGS"
step machine systemctl start kiosk-sync kiosk-screen
step kiosk doctor --settings "$SETTINGS"
echo "$steps commands"
