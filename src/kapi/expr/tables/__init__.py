"""The rows of `kapi.expr.predicates`, by what they are about. Data only."""
