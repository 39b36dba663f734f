"""What every screen is made of: words, icons, buttons, cards, marks. Knows the theme, never a visit."""
