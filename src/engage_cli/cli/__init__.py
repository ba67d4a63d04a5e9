"""The command line: inputs resolved, one function called, output emitted, exit code."""
