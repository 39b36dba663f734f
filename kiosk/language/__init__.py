"""The Vietnamese language: letters, names, typing, dates, places; no forms, no screens."""
