"""Results → output: one module for each format, listed in `kapi.report.formats`."""
