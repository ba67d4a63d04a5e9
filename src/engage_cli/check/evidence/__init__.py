"""Whether what evidence names exists: files beside a project, and pages on the web."""
