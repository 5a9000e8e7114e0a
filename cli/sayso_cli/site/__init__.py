"""The static site: what `sayso report` writes, and the picture of one claim for `sayso graph`."""
