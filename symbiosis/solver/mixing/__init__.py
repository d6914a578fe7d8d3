"""Programs with products of two columns: a proved bound, a plan that keeps them, and what narrows the gap."""
