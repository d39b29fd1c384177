"""Rules about the errors that a spec lists."""
