"""How the shipped encoder and its heads were trained: `python -m training --help`."""
