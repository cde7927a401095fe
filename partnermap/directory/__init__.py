"""Lists of community organisations that people keep as spreadsheets: read, settled, imported."""
