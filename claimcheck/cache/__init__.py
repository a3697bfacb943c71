"""Reviews kept between runs, each found by all that decided its outcome."""
