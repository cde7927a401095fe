"""What is measured of a network: cohesion, positions, cores, clusters, and what it hangs on."""
