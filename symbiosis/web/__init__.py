"""A page in the browser for one user on this machine; it runs the same commands as the terminal."""
