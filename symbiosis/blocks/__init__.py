"""The algebra of a park for one hour, one phenomenon per file."""
