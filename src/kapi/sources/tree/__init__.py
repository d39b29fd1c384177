"""Kernel trees and revisions: which files can hold a spec, read in worker processes."""
