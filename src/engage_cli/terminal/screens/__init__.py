"""The screens that commands print: a module for each kind, with functions from values to lines."""
