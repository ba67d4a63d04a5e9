"""A comparison of a project at two moments, as documents and as data."""
