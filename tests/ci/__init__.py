"""Tests of what brings sayso into CI."""
