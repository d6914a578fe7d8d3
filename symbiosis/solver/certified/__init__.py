"""A large program solved loosely, and proved: first-order solution, lower bound, plan by blocks."""
