"""Pictures of every screen, and the invented moments of a visit that they show."""
