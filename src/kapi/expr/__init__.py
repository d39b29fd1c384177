"""The expression language of masks, ranges, ``expr:`` and ``x-when:``.

`parse` makes the tree, `evaluate` its value, `render_c` its text; the grammar is in
docs/expressions.md. Errors are `ExpressionError`; what has no value is `CannotTell`.
"""
