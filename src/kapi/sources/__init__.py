"""Bytes or text → specs and findings. Wrong content never raises; only an unreadable input does."""
