"""Tests of `sayso.spark`; what needs Spark itself is run by `make test-all`, in an environment of its own."""
