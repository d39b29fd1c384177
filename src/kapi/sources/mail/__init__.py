"""Mails, pages, quotes and patches: to the C text in them, with the user's line numbers."""
