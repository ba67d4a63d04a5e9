"""One sentence for each thing that reports, the wizard, the page and the terminal say."""
