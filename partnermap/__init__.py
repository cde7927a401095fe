"""Who works with whom: trusts, schools, local authorities, dioceses and community organisations."""

__version__ = "0.1.0"
