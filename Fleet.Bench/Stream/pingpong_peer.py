"""The ten-line sender: one checksummed line, one ok."""
import os, sys, time, tty, resource
port = os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY)
tty.setraw(port)
lines = [line.strip() for line in open(sys.argv[2])]
start, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF)
for number, line in enumerate(["M110 N0"] + lines):
    text = f"N{number} {line}".encode()
    sum = 0
    for byte in text: sum ^= byte
    os.write(port, text + b"*%d\n" % sum)
    answer = b""
    while not answer.endswith(b"\n"): answer += os.read(port, 4096)
after = resource.getrusage(resource.RUSAGE_SELF)
print(f"seconds={time.monotonic() - start:.3f} cpu={after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime:.3f}")
