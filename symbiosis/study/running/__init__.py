"""Running many cases: each named by its content, solved once by a process of its own, kept and gathered."""
