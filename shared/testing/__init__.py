"""What tests of the services share: real databases, signed-in clients, a clock that stands still."""
