"""What is wrong in a spec: rules over one spec or a set, each a module of `kapi.lint.rules`."""
