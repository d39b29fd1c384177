"""Rules about several specs together."""
