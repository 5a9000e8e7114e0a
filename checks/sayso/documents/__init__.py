"""The bytes of a document → its text, and the quotes that stand in it."""
