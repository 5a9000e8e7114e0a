"""The terminal of sayso: one module a command, one a format."""
