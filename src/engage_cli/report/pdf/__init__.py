"""PDF out of a page of HTML, by either of two engines."""
