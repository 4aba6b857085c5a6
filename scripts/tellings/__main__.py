"""``python -m tellings`` is the console command."""

from tellings.cli import main

main()
