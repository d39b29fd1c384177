"""What changed between two versions of a spec: typed edits of claims, each with its impact."""
