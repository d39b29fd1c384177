"""A spec against another text about the same API: today the manual page."""
