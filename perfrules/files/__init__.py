"""Text to plain tables that know their lines."""
