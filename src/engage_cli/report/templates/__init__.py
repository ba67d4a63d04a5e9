"""The templates of reports: shipped ones, own ones, and what is wrong with them."""
