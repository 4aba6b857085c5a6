"""Label Studio, both ways: a server of one's own, what is sent there, what comes back."""
