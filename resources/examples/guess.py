# A game: guess the number. Type your answer in the console and press Enter.
import random

secret = random.randint(1, 20)
print("I am thinking of a number from 1 to 20.")

while True:
    guess = int(input("Your guess: "))
    if guess < secret:
        print("More!")
    elif guess > secret:
        print("Less!")
    else:
        print("Yes, it is", secret)
        break
