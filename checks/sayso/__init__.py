"""sayso: what a claim rests on, computed from who controls whom and how each source knows."""

__version__ = "0.1.0"
