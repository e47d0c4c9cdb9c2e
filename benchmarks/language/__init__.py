"""The language engine beside what everybody uses: `make bench-language`.

The protocol is that of the language design, 4.7: the same texts, one core, one process a tool,
CPU time, turns, warm-up, medians; then the same code path is judged on texts kept back.
"""
