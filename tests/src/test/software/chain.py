# A chain of digests: four threads hand each link on, a child makes it, the file gets it.
import hashlib
import queue
import subprocess
import sys
import threading
import time

CHILD = """
import hashlib, sys
for line in sys.stdin:
    print(hashlib.sha256(line.strip().encode()).hexdigest(), flush=True)
"""

child = subprocess.Popen(
    [sys.executable, "-u", "-c", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
)
queues = [queue.Queue() for _ in range(5)]


def hand_on(number):
    while True:
        link = queues[number].get()
        # Work that shows in the answer if it goes wrong.
        if hashlib.sha256(link.encode() * 1000).digest() != hashlib.sha256(link.encode() * 1000).digest():
            link = "broken"
        queues[number + 1].put(link)


for number in range(4):
    threading.Thread(target=hand_on, args=(number,), daemon=True).start()
link = ""
with open(sys.argv[1], "a", buffering=1) as out:
    while True:
        queues[0].put(link)
        child.stdin.write(queues[4].get() + "\n")
        child.stdin.flush()
        link = child.stdout.readline().strip()
        out.write(link + "\n")
        time.sleep(0.01)
