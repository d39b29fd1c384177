"""Rules about signals, locks, effects, transitions and capabilities."""
