"""Results of many projects as open data."""
