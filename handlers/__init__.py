"""Conversations: an update comes in, one service is called, an answer goes out."""
