"""What the commands that change ids share: where an id stands, and which files see it."""
