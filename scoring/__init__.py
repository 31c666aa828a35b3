"""The pure core: scheme and facts in; score card, ranking and grade out. No clock, no I/O, no framework."""
