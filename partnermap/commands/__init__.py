"""What the commands do, once the command line has understood what was typed."""
