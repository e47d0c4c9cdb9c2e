"""What complaints are, as plain Python: no Django, no clock, no I/O."""
