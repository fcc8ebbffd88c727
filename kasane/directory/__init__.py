"""The municipality: districts, agencies, desks, staff, and who provides which programme."""
