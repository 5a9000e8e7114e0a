"""JSON: the one reader of it, and what is wrong with a text that it refuses."""
