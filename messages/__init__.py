"""What a person reads, in his language; the one room with wording."""
