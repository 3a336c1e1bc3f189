"""The steps. A step that has been released is never edited: the next one changes what it did."""
