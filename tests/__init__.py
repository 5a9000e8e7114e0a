"""The tests of sayso, in folders as the code is."""
