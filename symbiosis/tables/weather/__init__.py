"""Weather files of a park, and the profiles that are worked out from them."""
