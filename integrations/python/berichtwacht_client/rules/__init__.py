"""The local rules, one module per kind of number, over one table of data."""
