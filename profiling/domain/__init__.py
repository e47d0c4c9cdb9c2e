"""What contacts say about who complains and why, as plain Python: no Django, no clock, no I/O."""
