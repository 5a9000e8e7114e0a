"""Tests of what `sayso verify` is made of."""
