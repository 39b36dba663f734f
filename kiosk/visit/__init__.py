"""A visit from the first touch to the wipe: states, table, snapshot, service."""
