"""The offline page to answer in a browser, one file without network: `model` is its data, `page` makes it."""
