"""The expression language of masks, ranges, ``expr:`` and ``x-when:``."""
