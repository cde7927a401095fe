"""How a network is read: as a networkx graph of one layer or both, by whom, and rolled up."""
