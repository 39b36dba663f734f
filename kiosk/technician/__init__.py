"""What a technician finds out and changes: self-test, devices, settings, diagnostics."""
