"""Files to park and back: units at the door, every error with its place."""

from symbiosis.tables.read import read_park

__all__ = ["read_park"]
