"""What is kept of a run: time stamps over locks, and whether all of it hangs together."""
