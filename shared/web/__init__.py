"""What pages and programming interfaces of all services share."""
