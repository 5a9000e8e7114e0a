"""JSON: the one reader of it, what is wrong with a text that it refuses, and characters in it."""
