"""`python -m netral` is `netral`."""

from netral.cli.main import main

if __name__ == "__main__":
    main()
