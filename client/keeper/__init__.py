"""The keeper: does the work of the extension on one machine. Python 3.8 or later, standard library only, Linux."""
