"""Tests of `sayso.provenance`."""
