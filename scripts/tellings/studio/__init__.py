"""Label Studio both ways: annotation passes to a server, and people's work back, nothing lost."""
