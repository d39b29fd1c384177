"""What an editor asks of a text that is being written, and the language server that answers."""
