"""Sharing a saving: what every coalition could do by itself, and the rules that share."""
