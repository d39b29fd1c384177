"""Rules about the spec against the C declaration."""
