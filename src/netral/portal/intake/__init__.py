"""What people bring: reports, with a receipt that proves them and an identity that only named people open."""
