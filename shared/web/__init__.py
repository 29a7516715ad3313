"""How a service meets people and programs: doors, forms, problems, pages."""
