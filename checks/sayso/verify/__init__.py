"""`sayso verify`: whether the sources that a record cites are there, and say what they are quoted with.

The one part that uses the network. Nothing here is loaded by `sayso check` but the lock file's reader.
"""
