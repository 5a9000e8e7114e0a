"""Opens what a record cites, and holds what it says against it: the one part that may use the network."""
