// What another person agrees to, and how.
PartsField {}
