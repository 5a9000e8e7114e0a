"""Runs the checks over claim files, and what a run found."""
