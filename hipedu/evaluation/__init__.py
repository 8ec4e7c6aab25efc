"""How well the reasoning does, measured: on written cases, and on patients drawn from the model."""
