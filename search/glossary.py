"""What people say in one word or in several: looked up both ways."""

GLOSSARY = (("rejoindre", "devenir membre"),)
