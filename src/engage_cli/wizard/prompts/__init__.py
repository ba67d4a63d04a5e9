"""The wizard in a real terminal. The only room that knows the prompt library."""
