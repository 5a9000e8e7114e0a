"""What a person reads on a screen."""
