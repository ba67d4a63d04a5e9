"""PDF from an HTML page, by either of two engines: `weasyprint` or `typst`; `engines` chooses between them."""
