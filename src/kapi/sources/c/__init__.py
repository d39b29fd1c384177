"""C text: where its comments, macros and declarations stand, and the specs in them."""
