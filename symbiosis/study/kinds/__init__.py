"""The kinds of study: which cases each asks for, stage by stage, and what it finds in their answers."""
