"""Exports of meters made into profiles of a park: every stamp that is filled or dropped stands in a log."""
