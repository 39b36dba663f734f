// A short text, such as a street or a reason.
LineField {}
