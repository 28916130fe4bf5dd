"""Tables and trees to what a rule file means: frozen classes, complete, no text left to parse."""
