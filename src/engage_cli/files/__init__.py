"""Files: YAML read and edited with its comments kept, schemas and what they report, writing whole or not at all."""
