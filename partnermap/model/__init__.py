"""The records that pass between rooms: facts on their way in, networks and findings out."""
