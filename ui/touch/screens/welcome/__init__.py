"""The first screen: what this machine does and in which language."""
