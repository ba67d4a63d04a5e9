"""What every command needs of a terminal: who sits there, what is asked, how it is laid out and what went wrong."""
