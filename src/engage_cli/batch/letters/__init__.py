"""Letters about many projects, to files."""
