"""Who the citizen is, and where each datum comes from."""
