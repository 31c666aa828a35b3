"""Tables, named queries, migrations and the outbox."""
