"""Tests of what `sayso list` is made from."""
