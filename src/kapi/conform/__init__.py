"""Conformance: what a spec claims, tried on the running kernel, each call in a child of its own."""
