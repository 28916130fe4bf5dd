"""One formula, one module for each way to read it."""
