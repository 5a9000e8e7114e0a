"""Tests of `sayso.record`."""
