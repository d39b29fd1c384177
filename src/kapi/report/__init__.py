"""Findings → output: one module with one function ``write`` per format."""

__all__ = ["FORMATS"]

FORMATS = ("text", "json", "jsonl", "sarif", "junit", "ktap", "github", "b4")
"""The names of the formats; each is the name of its module too."""
