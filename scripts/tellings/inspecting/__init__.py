"""Would a stranger be served? Checks of a folder that is to be published."""
