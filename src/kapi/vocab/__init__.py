"""The kernel's own words, one table per enumeration, each naming its header."""
