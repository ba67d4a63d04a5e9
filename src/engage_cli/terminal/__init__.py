"""What every command needs of a terminal: the session, options, layout, prompts and error messages."""
