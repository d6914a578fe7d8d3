"""What is asked of a park beyond one solve: the ladder, and who gains what."""
