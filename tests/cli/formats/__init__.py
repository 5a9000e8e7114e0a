"""Tests of the formats of the report."""
