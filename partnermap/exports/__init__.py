"""What was found, as files that other programs open."""
