"""Model → text: for people (text, rst, md), for programs (json), and back into every dialect."""
