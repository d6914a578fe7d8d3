"""What the loss of a partner does to a design that stands."""
