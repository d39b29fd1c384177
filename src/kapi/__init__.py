"""kapi: read, write and check specifications of the Linux kernel's user-space API."""

__version__ = "0.1.0"
