"""What if: a network as it would be after some changes, and what would not be the same."""
