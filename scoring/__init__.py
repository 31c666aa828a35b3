"""The pure core: scheme and facts make a score card, a ranking, a grade."""
