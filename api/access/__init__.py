"""Who may ask what: API keys, bearer tokens of an identity provider, and the scopes that they carry."""
