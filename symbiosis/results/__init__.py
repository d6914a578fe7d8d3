"""What came out: labelled arrays with units, the independent check, files."""
