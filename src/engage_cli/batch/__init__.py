"""Many projects at once: `run` does a batch, `row_source` reads results for portfolios, `manifest` knows what is up to
date."""
