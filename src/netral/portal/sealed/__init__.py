"""What only named people can open: their keys, boxes sealed to them, handing over to a successor."""
