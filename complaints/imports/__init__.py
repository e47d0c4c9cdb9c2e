"""Files of contacts: read as a stream, checked row by row, taken in chunks, never lost halfway."""
