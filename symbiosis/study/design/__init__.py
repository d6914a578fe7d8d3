"""The ladder of designs of one park: what each saves, who gains what, and how exchanges are settled."""
