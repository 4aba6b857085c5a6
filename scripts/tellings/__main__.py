"""``python -m tellings`` is the console command."""

from tellings.cli import main

if __name__ == "__main__":  # processes of a build import this module too
    main()
