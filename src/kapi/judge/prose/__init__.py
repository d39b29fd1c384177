"""Conditions in words, read into predicates: what strangers' specs say of an error."""
