"""What a claim file is written in: JSON, characters, names; reading it, and what is wrong with it."""
