"""One page of a form."""
