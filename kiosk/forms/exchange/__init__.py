"""Forms and answers in other shapes: Form.io, the names of portals, a new folder, what changed between versions."""
