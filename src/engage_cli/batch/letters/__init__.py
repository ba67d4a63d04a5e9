"""Writes letters about many projects to files."""
