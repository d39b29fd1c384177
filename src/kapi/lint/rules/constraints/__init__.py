"""Rules about the limits of parameters and members."""
