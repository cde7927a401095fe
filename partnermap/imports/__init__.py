"""Publications on their way in: bytes to rows, rows to facts, facts to the store."""
