"""Official forms as data: reading them, filling them in, judging, reviewing and printing them."""
