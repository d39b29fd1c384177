"""Load → act → result: a module for each command. Nothing here prints."""

from kapi.pipeline.specs import Found, Options, find_specs, load_specs

__all__ = ["Found", "Options", "find_specs", "load_specs"]
