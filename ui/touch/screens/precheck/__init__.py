"""Which case it is, what it costs, how long it takes, and which papers this person needs."""
