"""How sure an answer is: worlds in which what is not known is drawn, time and again."""
