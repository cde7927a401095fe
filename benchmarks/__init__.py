"""Side by side with peers: the same data, the same answers, alternating runs, spread shown."""
