"""Portfolio and institutional plan as documents: a `PortfolioRequest` and the functions of `contents`, one for each
format."""
