"""Many projects together: `rows` holds the results of one, `aggregation` adds them up, `documents` and `export` publish
them."""
