"""Findings → output: one module with one function ``write`` per format."""

__all__ = ["FORMATS"]

FORMATS = ("text", "json")
"""The names of the formats; each is the name of its module too."""
