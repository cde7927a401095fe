"""What mends a network: the fewest new partnerships after which nobody hangs on one alone."""
