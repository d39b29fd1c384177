"""Wrong edits of specs, and how many of them a test of specs notices.

A test is any function from a spec to results. No edit is drawn by chance: a spec has the same edits
in the same order in each run.
"""
