"""Serves the dashboards with Voilà: one command, one process, nothing asked of another host."""
