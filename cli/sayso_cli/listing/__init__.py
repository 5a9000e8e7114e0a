"""Which claims are meant, and what `sayso list` tells of them."""
