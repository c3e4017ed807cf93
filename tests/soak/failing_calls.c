/* Lets the n-th write or flush below the C library fail, for `failing_calls.py`: SQLite's own calls too. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <sys/types.h>
#include <unistd.h>

static long left = -1;
static int problem;

void arm(long calls, int with) { left = calls; problem = with; }
long unspent(void) { return left; }

static int refused(void) {
    if (left < 0) return 0;
    if (left-- > 0) return 0;
    errno = problem;
    return 1;
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int file, const void *data, size_t count) {
    REAL(write);
    return file > 2 && refused() ? -1 : real(file, data, count);
}
ssize_t pwrite(int file, const void *data, size_t count, off_t place) {
    REAL(pwrite);
    return refused() ? -1 : real(file, data, count, place);
}
ssize_t pwrite64(int file, const void *data, size_t count, off64_t place) {
    REAL(pwrite64);
    return refused() ? -1 : real(file, data, count, place);
}
int fsync(int file) { REAL(fsync); return refused() ? -1 : real(file); }
int fdatasync(int file) { REAL(fdatasync); return refused() ? -1 : real(file); }
int ftruncate(int file, off_t size) { REAL(ftruncate); return refused() ? -1 : real(file, size); }
int ftruncate64(int file, off64_t size) { REAL(ftruncate64); return refused() ? -1 : real(file, size); }
