"""What is seen, touched and typed: the touch screen and the command line."""
