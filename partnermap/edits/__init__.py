"""What people record by hand: each edit is a fact of theirs, folded with what others say."""
