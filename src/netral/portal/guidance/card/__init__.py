"""Something true to send to the office's WhatsApp group: ready answers to questions that people really ask."""
