"""Training load: readers of log files, one function per published measure, and a report."""
