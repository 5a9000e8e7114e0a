"""What `sayso verify` is made of: opening addresses, its progress, locks, copies in archives, proofs."""
