"""Tests of `sayso lsp`."""
