"""One folder a state of the visit: what a person sees and touches there."""
