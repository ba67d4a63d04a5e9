"""The templates of documents: loading shipped ones and a folder of custom ones, escaping, and checking them."""
