"""The specs that ship with kapi: C files in the canonical dialect, ``AREA/NAME.c``."""
