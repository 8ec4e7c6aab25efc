"""What `benchmarks/serving.py` is made of: contenders, a browser that watches, and the table."""
