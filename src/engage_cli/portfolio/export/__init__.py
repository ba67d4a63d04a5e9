"""Results of many projects as open data: `exports` writes the package, `resources` declares its tables."""
