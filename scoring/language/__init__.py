"""The scheme language: from TOML to the dataclasses of a scheme and back, every fault told at once."""
