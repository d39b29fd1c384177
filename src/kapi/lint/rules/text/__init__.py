"""Rules about the prose of a spec."""
