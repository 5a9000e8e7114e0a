"""The checks: one module each, listed in `registry.py`."""
