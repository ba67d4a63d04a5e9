"""Reports as Word documents with real headings, lists and tables, for people who go on editing them."""
