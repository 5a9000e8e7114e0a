"""What the commands that write entries share: the dialogue in the terminal, and which files see an id."""
