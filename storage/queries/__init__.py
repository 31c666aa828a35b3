"""Named questions to the database: one a function; none commits."""
