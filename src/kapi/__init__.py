"""kapi: read, write and check specifications of the Linux kernel's user-space API."""

__version__ = "0.2.0.dev0"
