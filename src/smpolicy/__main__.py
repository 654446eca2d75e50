"""Run the command line as `python -m smpolicy`."""

from smpolicy.cli.main import main

if __name__ == "__main__":
    main()
