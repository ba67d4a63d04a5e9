"""What changed in a project, as documents and as data."""
