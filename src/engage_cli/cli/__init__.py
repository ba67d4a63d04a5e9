"""The command line: `app` lists the commands; each is a module that resolves its inputs, calls one function and
prints."""
