"""Everything a person touches: the only place where Qt lives."""
