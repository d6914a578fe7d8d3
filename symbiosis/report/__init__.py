"""Figures of what was found: the ladder, the map of exchanges, a week of dispatch, costs by enterprise."""
