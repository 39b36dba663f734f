"""What was filed and what to take along."""
