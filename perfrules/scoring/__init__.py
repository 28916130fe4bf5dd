"""Rules and facts to a tree of scores."""
