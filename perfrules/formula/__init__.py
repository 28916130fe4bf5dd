"""Formula text to one small frozen tree."""
