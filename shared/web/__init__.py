"""HTTP edges: one way to build a service's app, to answer errors, to check tokens and to be watched."""
