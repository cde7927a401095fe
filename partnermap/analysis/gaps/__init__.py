"""What is missing in a network: ties, provision and goals, each with what would be gained."""
