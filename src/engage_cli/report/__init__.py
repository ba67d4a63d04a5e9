"""Documents about one project: `Request` says what is wanted, `formats.render` makes it, `pages` fills the
templates."""
