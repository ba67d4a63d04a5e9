"""The page to answer in a browser, without network."""
