"""Documents about one project: reports in every format, with charts and PDF."""
