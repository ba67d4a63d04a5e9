"""Reports as Word documents, of real headings, lists and tables, for people who go on writing in them."""
