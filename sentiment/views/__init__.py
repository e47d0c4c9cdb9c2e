"""Pages of the language engine; each module is one page."""
