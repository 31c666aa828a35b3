"""A local Bot API server with a web page, to try and to test a bot without Telegram."""
