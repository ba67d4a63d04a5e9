"""The wizard in a real terminal: the only room that uses the prompt library."""
