"""The commands of ``tellings studio``, a module each."""
