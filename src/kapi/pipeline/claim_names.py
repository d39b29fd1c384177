"""What people call a claim: its kind, what it is about, and the words that tell it from others."""

from __future__ import annotations

__all__ = ["claim_name"]


def claim_name(kind: str, subject: str, summary: str = "") -> str:
    """Return such as ``error EBADF (not open)``.

    ``subject`` is that of the claim's id, in which blanks are dashes; where ``summary`` is the
    same in words, it stands alone.
    """
    if summary and subject == "-".join(summary.replace(":", " ").split()):
        return f"{kind} {summary}"
    return " ".join(filter(None, (kind, subject, summary and f"({summary})")))
