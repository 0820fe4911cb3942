"""The plain character-counting sender: as many bytes as the 128-byte buffer holds, oldest line first."""
import os, sys, time, tty, resource
port = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)
tty.setraw(port)
start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF)
flying, buffered = [], b""
for line in open(sys.argv[2]):
    text = line.strip().encode() + b"\n"
    while sum(flying) + len(text) > 127:
        buffered += os.read(port, 4096)
        while b"\n" in buffered:
            answer, buffered = buffered.split(b"\n", 1)
            if answer.strip() == b"ok": flying.pop(0)
    os.write(port, text)
    flying.append(len(text))
while flying:
    flying = flying[os.read(port, 4096).count(b"ok"):]
after = resource.getrusage(resource.RUSAGE_SELF)
print(f"seconds={time.monotonic() - start:.3f} cpu={after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime:.3f}")
