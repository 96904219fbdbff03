"""The page of one person, organisation, place, event or work, and the files beside it."""
