"""Files with one record a line that are not held: parties and sources are kept, claims are read again."""
