"""What the pages of the language engine show: figures with their meaning, read from the card."""
