"""From a teaser found to an entry kept, one step a class: Normalise, Judge, Deduplicate, Keep."""
