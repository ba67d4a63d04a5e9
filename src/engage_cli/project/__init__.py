"""Projects: read, recorded, collected, found in folders."""
