"""The auditor's screens: the trail searched and filtered, one entry, the check of the whole, samples, an export."""
