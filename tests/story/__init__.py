"""A curator's afternoon, from sixty objections to a better model in use, and back."""
