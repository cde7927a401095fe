"""What chance alone would give: networks dealt out again, and values set among theirs."""
