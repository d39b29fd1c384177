"""One call and one spec → a verdict. No I/O; the prediction is compared, the call never changed."""
