"""How dangerous is it, and why: plain Python, no Django, no clock, no I/O."""
