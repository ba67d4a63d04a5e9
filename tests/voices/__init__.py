"""Several voices: compared, settled, and nobody given away."""
