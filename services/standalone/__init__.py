"""The four services in one process: nothing to install but Python, nothing lost when it is killed."""
