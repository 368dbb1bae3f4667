"""The parts of the command line: what it prints, and what each group of commands does."""
