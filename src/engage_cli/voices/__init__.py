"""Several people's answers to one project: read apart, compared, settled together."""
