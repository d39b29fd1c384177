"""The ledger: which claim was confirmed or refuted, by which method, on which kernel, when."""
