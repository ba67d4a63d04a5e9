"""Pages of ours as text, a module a format: what they say, with the escaping of their readers."""
