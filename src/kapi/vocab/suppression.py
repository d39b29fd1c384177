"""The tag that suppresses a finding of the linter, the same in every dialect."""

__all__ = ["SUPPRESSION"]

SUPPRESSION = "x-ignore"
"""``x-ignore: RULE, REASON``; macro specs say it in a C comment."""
