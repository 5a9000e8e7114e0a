"""`python -m sayso_cli` is `sayso`."""

from sayso_cli.main import main

main()
