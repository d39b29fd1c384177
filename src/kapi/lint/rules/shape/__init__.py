"""Rules about whether the parts of a spec are there, once, and whole."""
