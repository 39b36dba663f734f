"""A small real portal that keeps the contract: for conformance, demonstration and the reception desk."""
