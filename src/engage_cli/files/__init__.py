"""Files of text: YAML read, edited and proved, schemas and what they object to, writing whole or not at all."""
