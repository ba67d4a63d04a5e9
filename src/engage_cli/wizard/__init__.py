"""The interview in the terminal: `session` runs it, `interview` goes from question to question, an `Asker` shows and
asks."""
