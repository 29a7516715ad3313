"""Rules on plain values. Standard library only."""
