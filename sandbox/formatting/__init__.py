"""Formatted text: parse modes, entities, lengths as Telegram counts them."""
