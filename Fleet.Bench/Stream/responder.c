/*
 * The other end of the wire: a pseudo-terminal that acknowledges every line at once, or at the pace of a wire or of a planner.
 *
 *   responder marlin [--advanced] [--baud N]     line and ok; --baud takes bytes no faster than that wire would carry them
 *   responder grbl [--us N]                      128-byte buffer that loses what overruns it; N microseconds a line
 *
 * Prints the port's path. On SIGTERM prints one line of results: key=value, blank-separated.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { MOST_GAPS = 2000000, GRBL_BUFFER = 128 };

static volatile sig_atomic_t ended;
static double gaps[MOST_GAPS];
static long gap_count, lines, bad_sums, bad_numbers, lost_bytes, taken_bytes;
static long expected_number = -1;
static double first_at, last_at, replied_at, fill_seconds, fill_since;
static int master, advanced, fill;

static void end(int signal) { (void)signal; ended = 1; }

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec * 1e-9;
}

static void say(const char *text)
{
    size_t length = strlen(text), done = 0;
    while (done < length) {
        ssize_t count = write(master, text + done, length - done);
        if (count > 0)
            done += count;
        else if (errno != EAGAIN && errno != EINTR)
            return;
    }
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void count_line(double at)
{
    if (lines++ == 0)
        first_at = at;
    last_at = at;
}

/* One line without its end. The checks are those of Marlin: number, then sum. */
static void take_marlin(char *line)
{
    double at = now();
    long number = -1;
    char *text = line, reply[96];
    if (line[0] == 'N') {
        char *star = strrchr(line, '*');
        int sum = 0;
        number = strtol(line + 1, &text, 10);
        for (char *one = line; star && one < star; one++)
            sum ^= *one;
        if (!star || atoi(star + 1) != sum)
            bad_sums++;
        while (*text == ' ')
            text++;
        if (strstr(text, "M110"))
            expected_number = number;
        else if (expected_number >= 0 && number != expected_number + 1)
            bad_numbers++;
        expected_number = number;
    }
    if (text[0] == 'G' && text[1] == '1') {
        if (replied_at > 0 && lines > 0 && gap_count < MOST_GAPS)
            gaps[gap_count++] = at - replied_at;
        count_line(at);
    } else if (strncmp(text, "M115", 4) == 0)
        say("FIRMWARE_NAME:Marlin bench SOURCE_CODE_URL:- PROTOCOL_VERSION:1.0 MACHINE_TYPE:Responder EXTRUDER_COUNT:1\n"
            "Cap:AUTOREPORT_TEMP:1\nCap:EMERGENCY_PARSER:1\nCap:MEATPACK:1\n");
    if (strncmp(text, "M105", 4) == 0)
        say("ok T:20.0 /0.0 B:20.0 /0.0 @:0 B@:0\n");
    else if (!advanced)
        say("ok\n");
    else {
        if (number >= 0)
            snprintf(reply, sizeof reply, "ok N%ld P15 B3\n", number);
        else
            strcpy(reply, "ok P15 B3\n");
        say(reply);
    }
    replied_at = now();
}

/* MeatPack: FF FF and a command; else two characters in a byte, 15 standing for a literal byte that follows. */
static int unpack(unsigned char byte, char *plain)
{
    static const char alphabet[] = "0123456789. \nGX";
    static int signals, on, first_due, second_due;
    static char second;
    int count = 0;
    if (signals == 2) {
        signals = 0;
        on = byte == 0xFB ? 1 : byte == 0xFA ? 0 : on;
        if (byte == 0xF8)
            say(on ? "[MP] PV01 ON ESP\n" : "[MP] PV01 OFF ESP\n");
        return 0;
    }
    if (byte == 0xFF) {
        signals++;
        return 0;
    }
    signals = 0;
    if (!on) {
        plain[0] = byte;
        return 1;
    }
    if (first_due) {
        first_due = 0;
        plain[count++] = byte;
        if (!second_due && second)
            plain[count++] = second;
        return count;
    }
    if (second_due) {
        second_due = 0;
        plain[0] = byte;
        return 1;
    }
    int low = byte & 15, high = byte >> 4;
    first_due = low == 15;
    second_due = high == 15 && low != 12;
    second = high == 15 || low == 12 ? 0 : alphabet[high];
    if (!first_due) {
        plain[count++] = alphabet[low];
        if (!second_due && second)
            plain[count++] = second;
    }
    return count;
}

static void run_marlin(double bytes_per_second)
{
    char chunk[4096], line[512];
    size_t length = 0;
    double tokens = 0, then = now();
    char plain[3];
    while (!ended) {
        size_t want = sizeof chunk;
        if (bytes_per_second > 0) {
            /* The wire: no more bytes than have had time to pass; an idle wire saves nothing up. */
            double at = now();
            tokens += (at - then) * bytes_per_second;
            then = at;
            if (tokens < 1) {
                struct timespec nap = { 0, 150000 };
                nanosleep(&nap, NULL);
                continue;
            }
            want = tokens < sizeof chunk ? (size_t)tokens : sizeof chunk;
        }
        ssize_t count = read(master, chunk, want);
        if (count < 0 && (errno == EINTR || errno == EIO || errno == EAGAIN)) {
            if (bytes_per_second > 0) {
                tokens = 0;
                struct timespec nap = { 0, 150000 };
                nanosleep(&nap, NULL);
            }
            continue;
        }
        if (count <= 0)
            break;
        tokens -= count;
        if (lines > 0)
            taken_bytes += count;
        for (ssize_t i = 0; i < count; i++) {
            int characters = unpack((unsigned char)chunk[i], plain);
            for (int k = 0; k < characters; k++) {
                if (plain[k] != '\n') {
                    if (length < sizeof line - 1)
                        line[length++] = plain[k];
                    continue;
                }
                line[length] = 0;
                if (length > 0)
                    take_marlin(line);
                length = 0;
            }
        }
    }
}

static void set_fill(int value)
{
    double at = now();
    if (lines > 0)
        fill_seconds += fill * (at - fill_since);
    fill_since = at;
    fill = value;
}

static void take_grbl(char *line)
{
    if (line[0] == 'G' || line[0] == 'X' || line[0] == 'Y') {
        if (lines == 0)
            fill_since = now();
        count_line(now());
    } else if (strcmp(line, "$I") == 0)
        say("[VER:1.1h.20190830:]\r\n[OPT:V,15,128]\r\n");
    say("ok\r\n");
}

static void run_grbl(double line_seconds)
{
    char chunk[4096], ring[GRBL_BUFFER], line[256];
    double free_at = 0;
    while (!ended) {
        double at = now();
        struct pollfd wait = { master, POLLIN, 0 };
        char *end = memchr(ring, '\n', fill);
        int ms = end && free_at <= at ? 0 : 1;
        if (poll(&wait, 1, ms) > 0) {
            ssize_t count = read(master, chunk, sizeof chunk);
            for (ssize_t i = 0; i < count; i++) {
                if (chunk[i] == '?')
                    say(fill > 0 || free_at > at ? "<Run|MPos:0.000,0.000,0.000|FS:0,0>\r\n" : "<Idle|MPos:0.000,0.000,0.000|FS:0,0>\r\n");
                else if (fill < GRBL_BUFFER) {
                    ring[fill] = chunk[i];
                    set_fill(fill + 1);
                } else
                    lost_bytes++;
            }
        }
        at = now();
        end = memchr(ring, '\n', fill);
        if (end && free_at <= at) {
            int length = end - ring;
            memcpy(line, ring, length);
            line[length] = 0;
            memmove(ring, end + 1, fill - length - 1);
            set_fill(fill - length - 1);
            free_at = (free_at > at - 0.005 && free_at > 0 ? free_at : at) + (lines > 0 ? line_seconds : 0);
            take_grbl(line);
        }
    }
}

int main(int count, char **arguments)
{
    double baud = 0, us = 300;
    for (int i = 2; i < count; i++) {
        if (strcmp(arguments[i], "--advanced") == 0)
            advanced = 1;
        else if (i + 1 < count && strcmp(arguments[i], "--baud") == 0)
            baud = atof(arguments[++i]);
        else if (i + 1 < count && strcmp(arguments[i], "--us") == 0)
            us = atof(arguments[++i]);
    }
    struct sigaction action = { 0 };
    action.sa_handler = end;
    sigaction(SIGTERM, &action, NULL);
    master = posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
        return 1;
    /* Held open, so that the master never hangs up; raw, because a fresh pty echoes. */
    int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
    struct termios raw;
    tcgetattr(slave, &raw);
    cfmakeraw(&raw);
    tcsetattr(slave, TCSANOW, &raw);
    if (baud > 0)
        fcntl(master, F_SETFL, O_NONBLOCK);
    printf("%s\n", ptsname(master));
    fflush(stdout);
    if (count > 1 && strcmp(arguments[1], "grbl") == 0)
        run_grbl(us * 1e-6);
    else
        run_marlin(baud / 10);
    qsort(gaps, gap_count, sizeof *gaps, by_value);
    double seconds = last_at - first_at;
    printf("lines=%ld seconds=%.6f bad_sums=%ld bad_numbers=%ld lost_bytes=%ld wire_share=%.4f fill_share=%.4f gap_p50_us=%.1f gap_p99_us=%.1f gap_max_us=%.1f\n",
        lines, seconds, bad_sums, bad_numbers, lost_bytes,
        baud > 0 && seconds > 0 ? taken_bytes / (seconds * baud / 10) : 0.0,
        seconds > 0 ? fill_seconds / seconds / GRBL_BUFFER : 0.0,
        gap_count ? gaps[gap_count / 2] * 1e6 : 0.0, gap_count ? gaps[(long)(gap_count * 0.99)] * 1e6 : 0.0,
        gap_count ? gaps[gap_count - 1] * 1e6 : 0.0);
    (void)slave;
    return 0;
}
