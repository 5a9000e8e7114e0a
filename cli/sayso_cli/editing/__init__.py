"""What the commands that change ids share."""
