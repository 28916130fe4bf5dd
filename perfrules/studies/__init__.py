"""What an auditor asks of a methodology."""
