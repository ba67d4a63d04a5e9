"""A campaign as documents: `tables` builds them, `contents` renders them in every format."""
