"""What is said to have happened: triggers, participants, when and where, status, codes."""
