"""Staff and technicians: who they are and what they may do."""
