"""What this package costs in seconds and memory, beside its peers: `python -m benchmarks NAME`."""
