"""What the branch does: one use case each, one transaction each, permission checked here."""
