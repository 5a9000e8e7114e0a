"""From bytes to a record: the model, the schema, loading, and places in a file."""
