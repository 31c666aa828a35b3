"""The presets: dated TOML, each with its source."""
