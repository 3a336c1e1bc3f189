"""The schema's history, run by `store.open`: one file a step, in versions/, named by its place in the order."""
