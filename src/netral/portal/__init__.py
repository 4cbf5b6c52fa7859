"""The second face of Netral, for those who use no terminal: pages rendered on the server, Django beneath."""
