"""What the kernel holds of specs: images, debugfs trees, generated C."""
