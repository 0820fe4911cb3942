"""Prints a file with printrun's printcore and says how long it took: seconds and CPU seconds, between the first line and the last ok."""
import resource, sys, time
from printrun.printcore import printcore
from printrun import gcoder

port, path = sys.argv[1], sys.argv[2]
core = printcore()
core.loud = False
core.connect(port, 115200)
while not core.online:
    time.sleep(0.01)
code = gcoder.LightGCode([line.strip() for line in open(path)])


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


before, start = cpu(), time.monotonic()
core.startprint(code)
while core.printing:
    time.sleep(0.02)
print(f"seconds={time.monotonic() - start:.3f} cpu={cpu() - before:.3f}")
core.disconnect()
