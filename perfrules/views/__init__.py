"""The tree of scores to what people read, one module for each format."""
