"""The terminal side of every command: session, options, layout of screens, prompts, and error messages at one
`edge`."""
