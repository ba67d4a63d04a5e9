"""Our HTML pages as text formats, one module for each format, with its escaping."""
