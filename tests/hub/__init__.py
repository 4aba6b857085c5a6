"""A Hub for tests on the loopback: it keeps what it is given; olah serves it back."""
