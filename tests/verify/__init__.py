"""Tests of `sayso verify`."""
