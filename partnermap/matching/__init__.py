"""Names to organisations: one index for what is searched and for what is matched, in process."""
