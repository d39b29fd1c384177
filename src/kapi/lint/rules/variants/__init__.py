"""What holds for some operations of a call only."""
