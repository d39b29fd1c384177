"""The frozen, typed model of a specification: values only, no text formats, no I/O."""
