"""Label Studio, both ways: pages for annotators, suggestions pushed, people's work pulled."""
