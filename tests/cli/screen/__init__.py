"""Tests of what a person reads on a screen."""
