"""Places side by side: the same measures of each, against places of its size or chance."""
