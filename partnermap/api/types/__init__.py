"""The types of the schema. Stored ones declare fields only: the store answers them whole."""
