"""What happened between two days, or since a finding was cited, told in few sentences."""
