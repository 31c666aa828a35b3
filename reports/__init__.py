"""Pictures and papers: from rows and cards to bytes."""
