"""Charts as SVG text: `profile` chooses what to draw for a report, the modules beside it draw one chart each."""
