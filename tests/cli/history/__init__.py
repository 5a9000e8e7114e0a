"""Tests of what reads older versions, and of what a change does."""
