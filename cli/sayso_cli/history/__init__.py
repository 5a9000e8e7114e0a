"""Older versions in git, what a change does to what guards a run, and who includes what it touches."""
