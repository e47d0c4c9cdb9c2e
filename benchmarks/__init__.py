"""How fast the product is on this machine: `make bench`. Measured, written down, never asserted."""
